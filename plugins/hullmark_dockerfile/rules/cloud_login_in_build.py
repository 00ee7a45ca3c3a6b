"""A login during the build leaves credentials in a layer.

Why: the client writes what it was given into a file of the home directory, and who has the image has that file, even
if a later instruction deletes it; an argument of the command is in the history as well.
Instead: mount the credential for the one command that needs it, ``RUN
--mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp ...``, or let the machine that runs the image log in.
Flags: ``aws configure set`` of keys, ``gcloud auth activate-service-account``, ``docker login -p`` and the like of az,
doctl, podman, helm, kubectl, oc, gh, heroku, npm, ibmcloud, vault, snyk, sentry-cli and others in RUN. A warning in a
stage that only builds, whose layers stay in caches, and where the same RUN removes the file or logs out.
Not flagged: RUN with a secret mounted; ``--password-stdin``; commands that run when the container starts.
See: https://docs.docker.com/build/building/secrets/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.logins import LOGINS
from hullmark_dockerfile.logins import is_removed
from hullmark_dockerfile.logins import stored
from hullmark_dockerfile.tree import Instruction


@rule(CREDENTIALS, ERROR, on=Instruction, when=("RUN",), peers="trivy:DS-0031")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the credential, or else the word that stores it."""
    for command in instruction.script.commands if instruction.script is not None else ():
        found = stored(command) if command.program in LOGINS else None
        if found is not None and not any(mount.kind == "secret" for mount in instruction.mounts):
            at, value = found
            severity = WARNING if not instruction.stage.ships or is_removed(command) else None
            message = f"{command.program} stores a credential in a layer of the image"
            yield Problem(at, message, severity=severity, secret=value and at.known)
