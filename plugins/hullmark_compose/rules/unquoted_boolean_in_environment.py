"""A variable or label has a value that YAML does not read as text.

Why: what arrives in the container is what YAML makes of it: ``010`` arrives as 8, ``1.10`` as 1.1, a date as a point of
time, and ``yes`` as it is or as true, by the reader.
Instead: quote the value, as in ``DEBUG: "yes"``.
Flags: values without quotes in the mapping of ``environment``, ``labels`` and ``build.args`` that YAML reads as another
number than they spell or as a date; in the profile strict also booleans, which some readers refuse or spell anew.
Not flagged: lists of ``NAME=value``; whole numbers; nothing at all, which passes the variable on.
See: https://docs.docker.com/reference/compose-file/services/#environment
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar

from hullmark_compose.service import Service

_PLACES = (("environment",), ("labels",), ("build", "args"), ("build", "labels"), ("deploy", "labels"))
#: Numbers that are spelled anew, by what they are.
_READ = pattern(
    r"(?P<octal>[-+]?0o?[0-7]+)"
    r"|(?P<hexadecimal>[-+]?0x[0-9a-fA-F]+)"
    r"|(?P<shortened>[-+]?\d+\.\d*0|[-+]?\d+(?:\.\d+)?[eE][-+]?\d+|[-+]?[1-9]\d*(?:_\d+)+|0\d+)"
    r"|(?P<base>[-+]?[1-9]\d*(?::[0-5]?\d)+)"
    r"|(?P<date>\d{4}-\d\d-\d\d(?:[Tt ].*)?)",
    re.ASCII,
)
_WORDS = {
    "octal": "an octal number", "hexadecimal": "a hexadecimal number", "shortened": "a number that is spelled anew",
    "base": "a number of base 60 for some readers", "date": "a date",
}


@rule(VALIDITY, WARNING, on=Service, peers="composego:boolean-yaml-1.2")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    for path in _PLACES:
        node: Node | None = service.node.find(*path)
        for _, value in node if isinstance(node, Mapping) else ():
            if not isinstance(value, Scalar) or value.style or value.tag or not value.known:
                continue
            number = _READ.fullmatch(value.value)
            if number is not None or value.boolean is not None:
                word = "a boolean" if number is None else _WORDS[number.lastgroup or ""]
                profile = STRICT if number is None else DEFAULT
                yield Problem(value, f"without quotes {value.value} is {word}", profile=profile)
