"""The base image has no valid name unless ``--build-arg`` sets one.

Why: ``ARG VERSION`` without a default makes ``busybox:$VERSION`` end in a colon, so a plain ``docker build`` fails with
"failed to parse stage name", and so do tools that read the file alone.
Instead: give the argument a default, as in ``ARG VERSION=1.36``, or write ``${VERSION:-1.36}``.
Flags: a base that is empty or no image reference when all arguments have their defaults.
Not flagged: names that stay valid when the argument is empty, as ``busybox:stable${VARIANT}``; arguments whose value
the configuration gives under ``build-args``; defaults that cannot be computed.
See: https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile import expand
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction

#: What BuildKit's platform arguments may be.
_PLATFORM = {"PLATFORM": "linux/amd64", "OS": "linux", "ARCH": "amd64", "STAGE": "default"}

_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
#: The grammar of github.com/distribution/reference, names without a host first.
_REFERENCE = pattern(
    rf"(?:(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::[0-9]+)?/)?{_PART}(?:/{_PART})*"
    r"(?::\w[\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,})?",
    re.ASCII,
)


@rule(
    VALIDITY, WARNING, on=Instruction, when=("FROM",), hints=("$",),
    peers="buildkit:InvalidDefaultArgInFrom dockerfileutils:BASE_NAME_EMPTY",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the base."""
    words = instruction.words
    if not words or "$" not in words[0] or instruction.onbuild:
        return
    dockerfile = instruction.stage.dockerfile
    base = expand.value(words[0], instruction.escape, lambda name: _default(dockerfile, name))
    if base.known and not _REFERENCE.fullmatch(base) and dockerfile.stage(base) is None:
        what = f'"{base}", which is no image reference' if base else "empty"
        yield Problem(words[0], f"without --build-arg the base is {what}")


def _default(dockerfile: Dockerfile, name: str) -> str | None:
    """Return what FROM puts in for a variable when no build argument is given, None where that is unknown."""
    variable = dockerfile.globals.get(name)
    if variable is None:
        ending = next((ending for ending in _PLATFORM if name.endswith(ending)), "")
        return _PLATFORM.get(ending, "") if name.startswith(("BUILD", "TARGET")) else ""
    if variable.value is not None:
        return variable.value
    declaration = dockerfile.arguments[name][0]
    pair = next((pair for pair in declaration.pairs if pair.key == name), None)
    return "" if pair is not None and pair.value is None else None
