"""A variable points at a credential file that is part of the image.

Why: the variable says which of the copied files is the key, and everyone who can pull the image can read it.
Instead: leave the file out of the image and mount it at that path when the container starts.
Flags: ENV and ARG of ``GOOGLE_APPLICATION_CREDENTIALS``, ``AWS_CONFIG_FILE``, ``AWS_SHARED_CREDENTIALS_FILE``,
``HF_TOKEN_PATH``, ``KUBECONFIG``, ``DOCKER_CONFIG``, ``NETRC``, ``PGPASSFILE`` and of names that end like
``_PASSWORD_FILE`` or ``_KEY_FILE``, whose value lies below the destination of a COPY or ADD of the same stage; a copy
to such a variable.
Not flagged: a path below ``/run/secrets``, a volume or a mount; an empty or unknown value; stages that only build.
See: https://cloud.google.com/docs/authentication/application-default-credentials
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.pointers import named_target
from hullmark_dockerfile.pointers import pointers_of
from hullmark_dockerfile.tree import Stage


@rule(CREDENTIALS, WARNING, on=Stage, peers="trivy:DS-0031")
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the name of the variable, or the destination that it is."""
    if not stage.ships:
        return
    for instruction in stage.of("COPY", "ADD"):
        name = named_target(instruction)
        if name:
            message = f"the file that {name} names becomes part of the image"
            yield Problem(instruction.arguments[-1], message, secret=False)
    for pointer in pointers_of(stage):
        message = f"{pointer.name} points at a file that {pointer.copy.key} puts into the image"
        yield Problem(pointer.name, message, notes=((pointer.copy.keyword, "the copy"),), secret=False)
