"""A sandbox runs without a hardened runtime.

Why: a sandbox is there to run code that nobody trusts; with the usual runtime it shares the node's kernel, and one flaw
of that is the way out.
Instead: ``runtimeClassName: gvisor`` in the pod template.
Flags: a SandboxTemplate whose ``runtimeClassName`` is missing, empty or none of the hardened ones.
Not flagged: other kinds; a name with a placeholder.
Options: ``classes`` lists the names of hardened runtimes; add ``kata`` where it is one.
See: https://kubernetes.io/docs/concepts/containers/runtime-class/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod


class Options(NamedTuple):
    """Options of the rule."""

    classes: tuple[str, ...] = ("gvisor",)


@rule(
    PRIVILEGES,
    WARNING,
    on=Pod,
    when=("SandboxTemplate",),
    profile=STRICT,
    options=Options,
    peers="kubescape:C-0297",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the name, or the place where it belongs."""
    name = pod.spec.text("runtimeClassName")
    if not name:
        yield Problem(pod.at("runtimeClassName"), "the sandbox runs with the usual runtime of its node")
    elif name.known and name not in context.options.classes:
        yield Problem(name, f"the runtime {name} is not known to be hardened")
