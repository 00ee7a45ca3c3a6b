"""A request or a limit lies outside of the allowed range.

Why: a team that shares a cluster agrees on how little and how much one container may ask for; the node pools and the
bill are made for that.
Instead: a quantity within the range, or another range.
Flags: a request or limit of cpu or memory below the least or above the most that the options allow.
Not flagged: anything as long as no option is set; values that are filled in later.
Options: ``cpu_request_min``, ``cpu_request_max``, ``cpu_limit_min``, ``cpu_limit_max`` and the same with ``memory`` are
quantities such as ``100m`` or ``4Gi``; ``sandbox_cpu_limit_max`` and ``sandbox_memory_limit_max`` replace the most for
a SandboxTemplate.
See: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.quantity import quantity
from hullmark_kubernetes.tree import PodContainer


class Options(NamedTuple):
    """Options of the rule."""

    cpu_request_min: str = ""
    cpu_request_max: str = ""
    cpu_limit_min: str = ""
    cpu_limit_max: str = ""
    memory_request_min: str = ""
    memory_request_max: str = ""
    memory_limit_min: str = ""
    memory_limit_max: str = ""
    sandbox_cpu_limit_max: str = ""
    sandbox_memory_limit_max: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is asked for; without, the rule is not called."""
        return any(self)

    def wrong(self) -> str:
        """Say what is wrong with the values."""
        for name, value in self._asdict().items():
            if value and quantity(value) is None:
                return f'"{name}" must be a quantity like 500m or 1Gi, not "{value}"'
        return ""


@rule(
    RESILIENCE,
    INFO,
    on=PodContainer,
    options=Options,
    peers=(
        "kubescape:C-0004 kubescape:C-0050 kubescape:C-0303 kubelinter:template/cpu-requirements"
        " kubelinter:template/memory-requirements"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the quantity."""
    for name in ("cpu", "memory"):
        for kind in ("request", "limit"):
            said = container.amount(f"{kind}s", name)
            value = quantity(said) if said is not None else None
            if said is None or value is None:
                continue
            least, most = _range(context.options, f"{name}_{kind}", container.pod.kind)
            low, high = quantity(least), quantity(most)
            if low is not None and value < low:
                yield Problem(said, f"the {kind} of {said} {name} is below the least that is allowed, {least}")
            elif high is not None and value > high:
                yield Problem(said, f"the {kind} of {said} {name} is above the most that is allowed, {most}")


def _range(options: Options, field: str, kind: str) -> tuple[str, str]:
    """Return the least and the most that is allowed, "" where there is no bound."""
    most = getattr(options, f"sandbox_{field}_max", "") if kind == "SandboxTemplate" else ""
    return getattr(options, f"{field}_min"), most or getattr(options, f"{field}_max")
