"""RUN --mount has options that BuildKit rejects.

Why: the build stops, with a message that names the option or, for a blank behind a comma, none at all.
Instead: ``RUN --mount=type=cache,target=/root/.cache,sharing=locked``: key=value pairs without blanks.
Flags: an unknown type or option; an option that the type does not take (``size`` is for tmpfs, ``sharing`` for cache,
``required`` for secret and ssh, ``mode``, ``uid`` and ``gid`` for secret, ssh and cache); values of the wrong kind; a
cache or tmpfs mount without a target; a target of ``/``; a secret with no id, or with an id and a source; a comma at
the end.
Not flagged: values with variables; a bind mount without a target; quoted options that hold commas.
See: https://docs.docker.com/reference/dockerfile/#run---mount
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction


@rule(VALIDITY, ERROR, on=Instruction, when=("RUN",), hints=("--mount",), peers="buildkit:build-error hadolint:DL1000")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag what each mount has wrong."""
    if instruction.flags:
        for mount in instruction.mounts:
            for at, message in mount.errors:
                yield Problem(at, message)
