"""A service gets all volumes of another container.

Why: it may write what the other one trusts, also to volumes that are added later.
Instead: mount the volumes that it needs by name, ``:ro`` where it only reads.
Flags: each entry of ``volumes_from`` without ``:ro``.
Not flagged: entries with ``:ro``; variables.
See: https://docs.docker.com/reference/compose-file/services/#volumes_from
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service
from hullmark_compose.syntax import texts


@rule(PRIVILEGES, INFO, on=Service, profile=STRICT, peers="kics:shared-volumes-between-containers")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the entry."""
    for text in texts(service.node.get("volumes_from")):
        if text.known and not text.endswith(":ro"):
            name = text.removeprefix("container:").partition(":")[0]
            yield Problem(text, f"the service may write to all volumes of {name}")
