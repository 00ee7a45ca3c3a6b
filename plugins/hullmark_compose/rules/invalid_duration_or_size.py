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

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_compose.quantities import is_readable
from hullmark_compose.quantities import quantities
from hullmark_compose.service import Service

#: What a message calls a quantity that cannot be read.
_VERDICTS = {
    "duration": "no duration: write a number with a unit, as 30s",
    "size": "no size: write a number with b, k, m or g",
    "number": "no number of processors",
    "policy": "no pull policy: write every_ with a duration, as every_12h",
    "mode": "no mode: write an octal number, as 0440",
}
#: What is spelled as rights are, but read as a decimal number.
_DECIMAL = pattern(r"[1-7][0-7]{2}")


@rule(VALIDITY, ERROR, on=Service, peers="compose-spec:format composego:cast-error")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    for kind, key, scalar in quantities(service.node):
        value = scalar.value.strip()
        if not is_readable(kind, key, scalar):
            yield Problem(scalar, f"{value or 'an empty text'} is {_VERDICTS[kind]}")
        elif kind == "mode" and scalar.known and not scalar.style and _DECIMAL.fullmatch(value):
            yield Problem(scalar, f"mode {value} is read as decimal, which is {int(value):04o}: write 0{value}")
