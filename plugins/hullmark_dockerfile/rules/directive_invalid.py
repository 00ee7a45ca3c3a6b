"""A parser directive is invalid.

Why: the build stops before the first instruction is read.
Instead: one directive of each name at the top of the file: ``# syntax=docker/dockerfile:1``, ``# escape=```,
``# check=skip=JSONArgsRecommended;error=true``.
Flags: an escape character other than backslash and backtick; a directive given twice; a check directive with something
other than ``skip=``, ``error=`` and ``experimental=``, or with an error that is neither true nor false.
Not flagged: comments further down that look like directives; unknown names, which make a directive a comment; names of
checks that nobody knows, which are unknown suppressions.
See: https://docs.docker.com/reference/dockerfile/#parser-directives
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Dockerfile

#: What strconv.ParseBool reads.
_SWITCH = frozenset(("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"))


@rule(
    VALIDITY,
    ERROR,
    on=Dockerfile,
    peers=(
        "buildkit:build-error dockerfileutils:INVALID_ESCAPE_DIRECTIVE dockerfileutils:DUPLICATED_ESCAPE_DIRECTIVE"
    ),
)
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag the directives."""
    for directive in dockerfile.directives:
        name, value = directive.name.lower(), directive.value
        if not directive.first:
            yield Problem(directive.name, f"the directive {name} is given twice")
        elif name == "escape" and value not in ("\\", "`"):
            shown = short(value.strip()) or "a blank"
            yield Problem(value, f"{shown} cannot be the escape character; it is a backslash or a backtick")
        elif name == "check":
            yield from _options(value)


def _options(value: Text) -> Iterator[Problem]:
    """Flag the options of a check directive that BuildKit does not know."""
    at = 0
    for part in value.split(";"):
        option = value.part(at, at + len(part)).strip_part()
        at += len(part) + 1
        name, equals, given = option.partition("=")
        if name not in ("skip", "error", "experimental") or not equals:
            shown = short(option) or "an empty one"
            yield Problem(option or value, f"check has the options skip, error and experimental, not {shown}")
        elif name == "error" and given.strip() not in _SWITCH:
            yield Problem(option, f"error is true or false, not {short(given) or 'empty'}")
