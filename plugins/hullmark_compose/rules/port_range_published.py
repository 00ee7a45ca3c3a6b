"""A service publishes many ports.

Why: each of them is a way in that somebody must know of and watch, and the engine starts a process for each.
Instead: publish the ports that are needed; let a reverse proxy serve the rest on one.
Flags: an entry of ``ports`` with more than ten ports; a service with more than fifteen entries.
Not flagged: servers of games, calls and files (FTP, RTP, WebRTC), which need them; ranges that are filled in later.
Options: ``ports`` are the most of one entry, ``entries`` the most of one service.
See: https://docs.docker.com/engine/network/port-publishing/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_compose.roles import MEDIA
from hullmark_compose.roles import is_a
from hullmark_compose.service import Service


class Options(NamedTuple):
    """Options of the rule."""

    ports: int = 10
    entries: int = 15


@rule(EXPOSURE, INFO, on=Service, profile=STRICT, peers="dockerbench:5.9", options=Options)
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the range, or the key of all entries."""
    if not service.ports or is_a(service, MEDIA):
        return
    for port in service.ports:
        count = max(_count(port.published, port.published_last), _count(port.target, port.target_last))
        if count > context.options.ports:
            yield Problem(port, f"{count} ports of the service are published")
    if len(service.ports) > context.options.entries:
        yield Problem(service.at("ports"), f"the service publishes ports in {len(service.ports)} entries")


def _count(first: Text | None, last: Text | None) -> int:
    """Return how many ports a range holds, 1 where it is none or not known."""
    if first is None or last is None or not (first.isdecimal() and last.isdecimal() and len(last) < 6 > len(first)):
        return 1
    return int(last) - int(first) + 1
