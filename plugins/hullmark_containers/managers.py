"""Pages by which a container engine, or the whole host, is managed."""

from __future__ import annotations

from hullmark.model import Image
from hullmark.plugin import pattern

_IMAGE = pattern(
    r"(?:.*/)?(?:portainer(?:-ce|-ee|-be)?|yacht|dockge|komodo(?:-core|-periphery)?|arcane(?:-headless)?|dockhand"
    r"|cockpit(?:-ws)?|webmin|usermin|lazydocker(?:-web)?|swarmpit|swirl|dockerui|ui-for-docker|docker-compose-ui"
    r"|docker-?webui|cosmos-server|casaos|dokploy|coolify|caprover|1panel|runtipi)(?:-(?:amd|arm)64)?"
    r"|(?:.*/)?rancher/(?:rancher|server)"
)


def is_manager(image: Image) -> bool:
    """Tell whether an image is such a page by its name."""
    return image.name.known and _IMAGE.fullmatch(image.repository.lower()) is not None
