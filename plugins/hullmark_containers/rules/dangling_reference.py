"""A name refers to something that is not defined.

Why: the whole project, build or unit is refused.
Instead: define it, mark what exists already as ``external: true``, or correct the name.
Flags: networks, named volumes, secrets, configs and models of a service that no section of the file defines, and
services in ``depends_on``, ``links``, ``volumes_from``, ``extends``, ``service:`` that are not in it; only from the
profile strict on where services join networks and the file defines none, as it is then likely included by another.
Targets that groups, ``inherits`` and ``contexts`` of a bake file name; networks, volumes, pods, images and builds of a
unit of Podman's that are no units of its folder, from the profile strict on where that holds no other one of the kind.
Not flagged: the network ``default``; ``required: false``; paths; names with variables; whatever is defined by a file
beside it with which it may be merged, by one that it includes, or by a project above that includes it; overrides and
fragments; files whose includes are not at hand.
See: https://docs.docker.com/reference/compose-file/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    VALIDITY,
    ERROR,
    on=Flaw,
    when=("reference",),
    peers=(
        "composego:undefined-network composego:undefined-volume composego:undefined-secret composego:undefined-config"
        " composego:undefined-model composego:depends-on-undefined composego:network-mode-service-not-found"
    ),
)
def check(flaw: Flaw, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    yield Problem(flaw, flaw.reason, profile=flaw.profile)
