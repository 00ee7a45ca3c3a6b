"""Two mounts have the same path in the container.

Why: only one of them can be there: Compose keeps the last without a word, or Docker refuses the container.
Instead: mount one of them elsewhere, or delete it.
Flags: a target among ``volumes``, ``tmpfs``, ``configs`` and ``secrets`` of one service that an earlier one has,
however it is spelled.
Not flagged: targets with variables; items that are repeated word for word, which is duplicate-list-item; what an
override replaces.
See: https://docs.docker.com/reference/compose-file/services/#volumes
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_compose.service import Service
from hullmark_compose.syntax import named
from hullmark_compose.syntax import texts
from hullmark_compose.syntax import volumes


@rule(VALIDITY, ERROR, on=Service, peers="composego:target-already-mounted")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the later target."""
    seen: dict[str, tuple[Text, str]] = {}
    for folder, target, written in _targets(service):
        if not target.known or not target:
            continue
        path = posixpath.normpath(posixpath.join(folder, target))
        first, before = seen.setdefault(path, (target, written))
        if first is not target and (not written or written != before):
            yield Problem(target, f"{path} is mounted already", notes=((first, "the first one"),))


def _targets(service: Service) -> Iterator[tuple[str, Text, str]]:
    """Yield what is mounted: the folder that it is relative to, the target, the item where it is one text."""
    source = service.project.document.text
    for mount in volumes(service.node.get("volumes")):
        if mount.target is not None:
            item = source[slice(*mount.span)] if isinstance(mount.node, Scalar) else ""
            yield "/", mount.target, item.strip("'\"")
    for text in texts(service.node.get("tmpfs")):
        colon = text.find(":")
        yield "/", text if colon < 0 else text.part(0, colon), source[slice(*text.span)]
    for key, folder in (("secrets", "/run/secrets"), ("configs", "/")):
        for name, settings in named(service.node.get(key)):
            yield folder, settings.text("target") or name, ""
