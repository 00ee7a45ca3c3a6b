"""A flag has a value that it does not take.

Why: the build stops, some flags only when their step is reached.
Instead: ``--link=true``, ``--chmod=755``, ``--chown=user:group``, ``--checksum=sha256:...``, ``--network=none``,
``--platform=linux/arm64``, ``--from=build``.
Flags: a switch that is neither true nor false; a mode that is neither octal up to 07777 nor symbolic; an owner with
blanks or two colons; a checksum that is no digest, or that stands with several sources or with files of the context; a
network other than default, none and host; a security mode other than sandbox and insecure; a platform that names no
known system; an origin that can be neither a stage nor an image.
Not flagged: values with variables; values of HEALTHCHECK, which are healthcheck-invalid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.flags import SWITCH
from hullmark_dockerfile.flags import fault
from hullmark_dockerfile.flags import kind_of
from hullmark_dockerfile.frontends import placeholder
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction

#: A source that is fetched: a URL, or a git repository.
_REMOTE = pattern(r"^https?://|^git://|^ssh://|^git@|\.git(?:#|$)|^github\.com/", re.IGNORECASE)


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("FROM", "COPY", "ADD", "RUN"),
    hints=("--",),
    peers=(
        "buildkit:build-error dockerfileutils:FLAG_EXPECTED_BOOLEAN_VALUE dockerfileutils:FLAG_INVALID_LINK_VALUE"
        " dockerfileutils:FLAG_INVALID_FROM_VALUE"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the values."""
    for flag in instruction.flags:
        kind = kind_of(instruction.key, flag.name)
        if kind is None or not flag.value or "$" in flag.value or placeholder(flag.value):
            continue
        value = instruction.plain(flag.value)
        if kind == SWITCH:
            wrong = "" if value.lower() in ("true", "false") else "is true or false"
        else:
            wrong = fault(flag.name, value)
        if wrong:
            yield Problem(flag.value, f"--{flag.name} {wrong}, not {short(value) or 'empty'}")
        elif flag.name == "checksum":
            yield from _sources(instruction, flag.value)


def _sources(instruction: Instruction, checksum: Text) -> Iterator[Problem]:
    """Flag a checksum that nothing is compared with."""
    sources = instruction.arguments[:-1]
    if len(sources) > 1:
        yield Problem(checksum, "a checksum cannot stand for several sources")
    elif sources and not (_REMOTE.search(sources[0]) or "$" in sources[0]):
        yield Problem(checksum, f"{short(sources[0])} comes from the build context, which has no checksum")
