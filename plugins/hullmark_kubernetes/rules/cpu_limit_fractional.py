"""The CPU limit is below one core.

Why: a limit is enforced in slices of a tenth of a second: a program with several threads that may use half a core has
used up its slice after a few milliseconds, and stands still for the rest.
Instead: ``limits: {cpu: "1"}`` or more, or a request alone.
Flags: a limit of cpu of a main container below 1, in any spelling.
Not flagged: init containers; small helpers beside a program do well with little, so this rule is off by default.
See: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.quantity import quantity
from hullmark_kubernetes.tree import PodContainer


@rule(
    RESILIENCE,
    INFO,
    on=PodContainer,
    when=("main", "sidecar"),
    profile=ALL,
    peers="semgrep:no-fractional-cpu-limits",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the limit."""
    limit = container.amount("limits", "cpu")
    value = quantity(limit) if limit is not None else None
    if limit is not None and value is not None and 0 < value < 1:
        yield Problem(limit, f"a limit of {limit} is less than one core; threads stand still for most of the time")
