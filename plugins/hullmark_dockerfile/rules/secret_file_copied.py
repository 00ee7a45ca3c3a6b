"""A file that holds credentials is copied into the image.

Why: everyone who can pull the image can read the file, also when a later instruction removes it, since the layer in
which it was copied stays.
Instead: mount it for the command that needs it, ``RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci``, or
when the container starts; and name it in ``.dockerignore``.
Flags: COPY and ADD of SSH keys, ``.env``, ``.netrc``, ``.pgpass``, ``.aws``, ``.kube``, ``.ssh`` and their like,
key stores, private PEM keys, service accounts, state of Terraform; also a file that becomes one of these; also one
copied with mode 400 or 600 whose name says key, secret, token or password. As a warning names that often hold
credentials, such as ``.env.production`` and ``*.key``, and everything in a stage that only builds. In the profile
``strict``, as information, files with room for one: ``.npmrc``, ``settings.xml``, ``database.yml``.
Not flagged: public keys and certificates, keys of package sources, samples such as ``.env.example``, folders of
tests, ``--from``.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile import credentialfiles
from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Instruction


@rule(CREDENTIALS, ERROR, on=Instruction, when=("COPY", "ADD"), peers="dockle:CIS-DI-0010")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each source, or the destination that gives it away."""
    sources = local_sources(instruction)
    if not sources:
        return
    target = instruction.expanded[-1]
    if credentialfiles.is_keyring(target):
        return
    mode = instruction.flag_value("chmod") or ""
    found = False
    for source in sources:
        likely = credentialfiles.judged(source) if source.known else None
        if likely is None and credentialfiles.is_guarded(source, mode):
            likely = credentialfiles.LIKELY
        if likely is not None:
            found = True
            yield _problem(instruction, source, likely, f"{source} is copied; files of this name hold credentials")
    if not found and target.known and len(sources) == 1:
        likely = credentialfiles.judged_target(target)
        if likely is not None:
            message = f"the file becomes {target}; files of this name hold credentials"
            yield _problem(instruction, target, likely, message)


def _problem(instruction: Instruction, at: Text, likely: str, message: str) -> Problem:
    """Weigh a name by how much it says, and by the stage."""
    if likely == credentialfiles.POSSIBLE:
        return Problem(at, message.replace("hold", "may hold"), severity=INFO, profile=STRICT, secret=False)
    sure = likely == credentialfiles.SURE and instruction.stage.ships
    message = message if likely == credentialfiles.SURE else message.replace("hold", "often hold")
    return Problem(at, message, severity=None if sure else WARNING, profile=DEFAULT, secret=False)
