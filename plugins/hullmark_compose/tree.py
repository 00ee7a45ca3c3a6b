"""The model of a Compose file: the project, and what other files of the folder say of its services."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

from hullmark.plugin import Document
from hullmark.plugin import once
from hullmark.plugin import pattern
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Stream

from hullmark_compose.merge import merge
from hullmark_compose.names import COMPLETE
from hullmark_compose.names import FRAGMENT
from hullmark_compose.names import OVERRIDE
from hullmark_compose.names import base_name
from hullmark_compose.names import is_canonical
from hullmark_compose.names import kind_of
from hullmark_compose.names import stands_alone
from hullmark_compose.service import ORIGINS
from hullmark_compose.service import Service
from hullmark_compose.syntax import include_paths

if TYPE_CHECKING:
    from hullmark_compose.sets import ProjectSet

#: Top-level keys that are no services in a file of the first version, which has nothing else at its top.
_SECTIONS = frozenset((
    "version", "name", "include", "networks", "volumes", "secrets", "configs", "models", "services",
))
_STACK = pattern(r"(?:.*[-_.])?stack(?:[-_.].*)?\.ya?ml")
#: Keys of ``deploy`` that only Swarm reads.
_FOR_SWARM = frozenset(("endpoint_mode", "placement", "rollback_config", "update_config"))


class Project:
    """One Compose file. ``root`` are its documents, merged; ``kind`` is complete, override or fragment.

    ``set`` are the files that it belongs with, ``path`` is its absolute path.
    """

    set: ProjectSet

    def __init__(self, stream: Stream, document: Document) -> None:
        self.stream = stream
        self.document = document
        self.path = os.path.abspath(document.path)
        roots = [root for root in stream.roots if isinstance(root, Mapping)]
        self.root = reduce(merge, roots) if roots else EMPTY
        self.first_version = not _SECTIONS.intersection(self.root.items) and any(
            isinstance(node, Mapping) and any(key in node for key in ORIGINS) for _, node in self.root
        )
        self.services = {str(service.name): service for service in self._services()}

    def _services(self) -> Iterator[Service]:
        holder = self.root if self.first_version else self.root.mapping("services")
        for key, node in holder:
            if not key.value.startswith("x-") and (isinstance(node, Mapping) or not self.first_version):
                yield Service(self, key, node if isinstance(node, Mapping) else EMPTY)

    @once
    def kind(self) -> str:
        """The kind: what a name says, or a file that leaves the images of services to another one."""
        path = self.document.path
        kind = kind_of(path)
        if kind != COMPLETE or stands_alone(path):
            return kind
        if not self.services:
            return FRAGMENT
        open_ended = [
            service for service in self.services.values()
            if service.node and not any(service.view.has(key) for key in (*ORIGINS, "extends"))
        ]
        return OVERRIDE if open_ended else COMPLETE

    @once
    def awaited(self) -> frozenset[str]:
        """The services whose end others wait for."""
        return frozenset(
            str(name)
            for service in self.services.values()
            for name, settings in service.depends_on
            if settings.text("condition") == "service_completed_successfully"
        )

    @once
    def made(self) -> frozenset[str]:
        """The names of the images that services build."""
        services = self.services.values()
        return frozenset(str(service.image) for service in services if service.built and service.image is not None)

    @once
    def hosts(self) -> frozenset[str]:
        """The names by which services reach each other, which are no hosts of a foreign network."""
        found = set(self.services)
        for service in self.services.values():
            found.update(str(name) for key in ("container_name", "hostname") if (name := service.view.text(key)))
            for _, settings in service.networks:
                found.update(map(str, settings.texts("aliases")))
            found.update(link.rpartition(":")[2] for link in service.view.texts("links"))
        return frozenset(found)

    def file(self, path: str) -> Project | None:
        """Return the Compose file at a path from this one's folder, None where it is not at hand."""
        return self.set.file(path, self)

    @once
    def beside(self) -> list[Project]:
        """An override of this file that Compose reads by itself, or the file that this one is an override of."""
        stem, _, suffix = base_name(self.path).rpartition(".")
        main = stem.removesuffix(".override")
        if not is_canonical(f"{main}.{suffix}"):
            return []
        other = f"{main}.override" if main == stem else main
        found = self.file(f"{other}.yml") or self.file(f"{other}.yaml")
        return [found] if found is not None else []

    @once
    def included(self) -> list[Project | None]:
        """The files that it includes, None for each that is not at hand."""
        paths = include_paths(self.root.get("include"))
        return [self.file(path) if path is not None and path.known else None for path in paths]

    def lacks(self, section: str, name: str) -> bool:
        """Tell whether a service, network, volume, secret, config or model of a name is surely not declared.

        Any file of the folder may declare it, since any may be merged with this one.
        """
        if name in self.section(section) or self.kind != COMPLETE:
            return False
        known = self.set.whole or is_canonical(self.path)
        return known and not self.set.declares(self, section, name)

    @once
    def needed(self) -> frozenset[str]:
        """The services that others wait for and then talk to."""
        return frozenset(
            str(name) for service in self.services.values() for name, _ in service.depends_on
        ) - self.awaited

    @once
    def stack(self) -> bool:
        """Tell whether it is surely meant for ``docker stack deploy``: by its name, or by what only a swarm can do.

        Compose itself honours ``deploy.resources``, ``replicas`` and ``restart_policy``, and is often given ``mode:
        replicated``: those tell nothing.
        """
        if _STACK.fullmatch(base_name(self.path)):
            return True
        deploys = [service.deploy for service in self.services.values() if service.deploy]
        if any(_FOR_SWARM.intersection(deploy.items) for deploy in deploys):
            return True
        if any((deploy.text("mode") or "replicated") != "replicated" for deploy in deploys):
            return True
        networks = [node for _, node in self.section("networks") if isinstance(node, Mapping)]
        overlay = any(node.text("driver") == "overlay" and not node.is_true("attachable") for node in networks)
        return overlay and bool(deploys)

    def section(self, name: str) -> Mapping:
        """Return a top-level section: networks, volumes, secrets, configs, models."""
        return self.root.mapping(name)

    def close(self) -> None:
        """Take the tree apart."""
        self.services = {}
        self.set.close()
        self.__dict__.clear()
