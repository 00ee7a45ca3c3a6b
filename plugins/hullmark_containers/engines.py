"""What is a container engine within a container."""

from __future__ import annotations

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Image
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.daemonkinds import ENGINE

_ENGINE_TAG = pattern(r"(?:.*-)?dind(?!-rootless)(?:-.*)?")
_ENGINE_NAME = pattern(r"(?:.*/)?(?:[\w.]+-)*dind(?:-(?!rootless)[\w.-]+)?")
#: Images that run containers within where they are privileged.
_PRIVILEGED = pattern(r"(?:.*/)?(?:moby/buildkit|kindest/node|rancher/k3s|rancher/k3d(?:-.*)?|k3s-io/k3s)")


def is_engine(image: Image, container: Container | None) -> bool:
    """Tell whether an image is an engine by its name, or one by its name and its rights."""
    tag = image.tag if image.tag is not None and image.tag.known else ""
    if image.repository == "docker" and _ENGINE_TAG.fullmatch(tag) or _ENGINE_NAME.fullmatch(image.repository):
        return "rootless" not in tag
    security = container.security if container is not None else None
    privileged = security is not None and security.privileged == "true"
    return privileged and "rootless" not in tag and _PRIVILEGED.fullmatch(image.repository) is not None


def engine_started(command: Command) -> Text | None:
    """Return the program that is an engine; podman is one as a service alone."""
    if command.program == "podman" and command.args[:2] != ("system", "service"):
        return None
    if command.args[:1] in (("config",), ("--config-dump",)) or any("rootless" in arg for arg in command.args):
        return None
    return ENGINE.started(command)
