"""A duration, a size or a number cannot be read.

Why: Compose refuses the file; a mode that is not octal is accepted and gives other rights than those that it spells.
Instead: write durations as ``30s`` or ``1m30s``, sizes as ``512m`` or ``2gb``, processors as ``0.5``, modes as
``0440``.
Flags: a duration of a health check, a stop or a deployment without a unit or with an unknown one; a size of memory or
of a tmpfs with a unit such as ``Mi``, which is Kubernetes'; processors that are no number, as ``500m``; a ``mode``
that is no octal number, or is written without the leading zero and so read as decimal; ``pull_policy: every_`` without
a duration.
Not flagged: variables; sizes without a unit, which are bytes; -1 for unlimited swap.
See: https://docs.docker.com/reference/compose-file/extension/#specifying-durations
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_compose.quantities import DURATION
from hullmark_compose.quantities import EVERY
from hullmark_compose.quantities import NUMBER
from hullmark_compose.quantities import SIZE
from hullmark_compose.quantities import quantities
from hullmark_compose.tree import Service

#: How a quantity is written, and what a message calls it.
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "duration": (DURATION, "no duration: write a number with a unit, as 30s"),
    "size": (SIZE, "no size: write a number with b, k, m or g"),
    "number": (NUMBER, "no number of processors"),
    "policy": (EVERY, "no pull policy: write every_ with a duration, as every_12h"),
}
_OCTAL = pattern(r"(?:0o?)?[0-7]{1,5}")
#: What is spelled as rights are, but read as a decimal number.
_DECIMAL = pattern(r"[1-7][0-7]{2}")


@rule(VALIDITY, ERROR, on=Service, peers="compose-spec:format composego:cast-error")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    for kind, key, scalar in quantities(service.node):
        if not scalar.known:
            continue
        value = scalar.value.strip()
        if kind == "mode":
            yield from _mode(scalar)
            continue
        pattern, message = _FORMS[kind]
        unlimited = key == "memswap_limit" and value == "-1"
        if not unlimited and pattern.fullmatch(value) is None:
            yield Problem(scalar, f"{value or 'an empty text'} is {message}")


def _mode(scalar: Scalar) -> Iterator[Problem]:
    """Flag rights that are not read as they are written."""
    value = scalar.value
    if _OCTAL.fullmatch(value) is None:
        yield Problem(scalar, f"{value} is no mode: write an octal number, as 0440")
    elif not scalar.style and _DECIMAL.fullmatch(value):
        yield Problem(scalar, f"mode {value} is read as decimal, which is {int(value):04o}: write 0{value}")
