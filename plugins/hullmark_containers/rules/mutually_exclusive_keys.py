"""Keys are given together that exclude one another.

Why: the file is refused, or one of them is ignored, and which is not what the reader expects.
Instead: keep the one that is meant.
Flags: ``network_mode`` with ``networks``; ``network_mode: host`` with ``ports``; ``dockerfile`` with
``dockerfile_inline``; secrets and configs with more than one of ``file``, ``environment``, ``content`` and
``external``; volumes and networks that are external and have settings of their own; devices with ``count`` and
``device_ids``. In a unit of Podman's ``Image`` with ``Rootfs``, and ``PublishPort`` with ``Pod`` or ``Network=host``;
in a target of bake ``dockerfile`` with ``dockerfile-inline``.
Not flagged: ``external: false``; keys that are reset or null.
See: https://docs.docker.com/reference/compose-file/services/#network_mode
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
    when=("keys",),
    peers=(
        "composego:network-mode-and-networks composego:dockerfile-and-inline composego:file-object-exclusive"
        " composego:external-conflict composego:device-count-and-ids docker-language-server:bake-dockerfile-ignored"
    ),
)
def check(flaw: Flaw, context: Context) -> Iterator[Problem]:
    """Flag the later key, or the one that is ignored."""
    yield Problem(flaw, flaw.reason)
