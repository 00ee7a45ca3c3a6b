"""Files that are meant for ``docker stack deploy``.

Compose itself honours ``deploy.resources``, ``replicas`` and ``restart_policy``, and is often given ``mode:
replicated``: those tell nothing.
"""

from __future__ import annotations


from hullmark.plugin import pattern
from hullmark.yaml import Mapping

from hullmark_compose.names import base_name
from hullmark_compose.tree import Project

_NAMED = pattern(r"(?:.*[-_.])?stack(?:[-_.].*)?\.ya?ml")
_TELLING = ("placement", "update_config", "rollback_config", "endpoint_mode")


def is_stack(project: Project) -> bool:
    """Tell whether a file is surely deployed to a swarm: by its name, or by what only a swarm can do."""
    if _NAMED.fullmatch(base_name(project.document.path)):
        return True
    deploys = [service.deploy for service in project.services.values() if service.deploy]
    if any(deploy.has(key) for deploy in deploys for key in _TELLING):
        return True
    if any((deploy.text("mode") or "replicated") != "replicated" for deploy in deploys):
        return True
    networks = [node for _, node in project.section("networks") if isinstance(node, Mapping)]
    overlay = any(node.text("driver") == "overlay" and not node.is_true("attachable") for node in networks)
    return overlay and bool(deploys)
