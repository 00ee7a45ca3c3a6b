"""A container is put under a cgroup of its own choice.

Why: what the engine's own cgroup allows in total does not hold there, so the container may take memory and processor
time that nobody granted it.
Instead: leave it out, and limit the container with ``mem_limit``, ``cpus`` and ``pids_limit``.
Flags: ``cgroup_parent`` of a service, ``--cgroup-parent``, and the ``cgroup-parent`` that an engine gives all.
Not flagged: slices of systemd, ``web.slice``, which somebody declared with limits of their own; Docker's default.
See: https://docs.docker.com/reference/compose-file/services/#cgroup_parent
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

_USUAL = frozenset(("docker", "/docker"))


@rule(
    PRIVILEGES,
    INFO,
    on=RunOption,
    when=("cgroup-parent",),
    profile=STRICT,
    peers="kics:cgroup-not-default dockerbench:5.25 dockerbench:2.10",
)
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    parent = option.value
    if parent and parent.known and parent not in _USUAL and not parent.endswith(".slice"):
        yield Problem(parent, f"the container runs in cgroup {parent}, past the limits of the engine's own")
