"""Pages by which databases, brokers and directories are administered."""

from __future__ import annotations

from hullmark.model import Image
from hullmark.model import Port
from hullmark.plugin import pattern

from hullmark_containers.hosts import LOOPBACK

#: The last part of the names of their images.
_NAMES = frozenset((
    "adminer", "adminerevo", "akhq", "cerebro", "cloudbeaver", "dejavu", "elasticvue", "flower", "kafdrop",
    "kafka-manager", "kafka-ui", "mongo-express", "pgadmin", "pgadmin4", "pgweb", "phpldapadmin", "phpmyadmin",
    "phppgadmin", "phpredisadmin", "redis-commander", "redisinsight", "rockmongo", "sqlpad",
))
#: The port of RabbitMQ's page, which some of its tags hold.
_RABBITMQ = "15672"
#: Files that are there for those who develop or test.
_ASIDE = pattern(
    r"(?:.*[/._-])?(?:override|dev|develop|development|devcontainer|local|test|tests|testing|ci|e2e|debug|tools)"
    r"(?:[/._-].*)?"
)


def is_admin_ui(image: Image, port: Port) -> bool:
    """Tell whether an image is such a page, or holds one at this port."""
    last = image.repository.rpartition("/")[2]
    if last == "rabbitmq":
        return image.tag is not None and "management" in image.tag and port.number == _RABBITMQ
    return last in _NAMES


def is_aside(path: str) -> bool:
    """Tell whether a file is by its name, or that of its folder, there for those who develop or test."""
    parts = path.replace("\\", "/").lower().split("/")
    return _ASIDE.fullmatch("/".join(parts[-2:])) is not None


def is_near(port: Port) -> bool:
    """Tell whether a port is published for this machine alone."""
    return port.host is not None and port.host.startswith(LOOPBACK)
