"""A service publishes many ports.

Why: each of them is a way in that somebody must know of and watch, and the engine starts a process for each.
Instead: publish the ports that are needed; let a reverse proxy serve the rest on one.
Flags: an entry of ``ports`` or ``PublishPort`` with more than ten ports; a service with more than fifteen entries.
Not flagged: servers of games, calls and files (FTP, RTP, WebRTC), which need them; ranges that are filled in later.
Options: ``ports`` are the most of one entry, ``entries`` the most of one service.
See: https://docs.docker.com/engine/network/port-publishing/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Publication
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.roles import MEDIA
from hullmark.roles import is_a

from hullmark_containers.ports import length


class Options(NamedTuple):
    """Options of the rule."""

    ports: int = 10
    entries: int = 15


@rule(EXPOSURE, INFO, on=Publication, profile=STRICT, peers="dockerbench:5.9", options=Options)
def check(publication: Publication, context: Context) -> Iterator[Problem]:
    """Flag the range, or the key of all entries."""
    if is_a(publication.container, MEDIA):
        return
    for port in publication.ports:
        count = max(
            length(port.published, port.published_last) or 1, length(port.target, port.target_last) or 1
        )
        if count > context.options.ports:
            yield Problem(port, f"{count} ports of the service are published")
    entries = len(publication.ports)
    if entries > context.options.entries:
        yield Problem(publication, f"the service publishes ports in {entries} entries")
