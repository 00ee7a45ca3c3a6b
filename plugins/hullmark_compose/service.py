"""A service of a Compose file, with what other files say of it.

Names and meanings are those of the Compose specification. Everything is read from located YAML on demand; a node of the
wrong type counts as missing, since schema-violation reports it.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from hullmark.model import Container
from hullmark.model import Script
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import once
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar

from hullmark_compose.merge import merge
from hullmark_compose.merge import without_resets
from hullmark_compose.names import COMPLETE
from hullmark_compose.syntax import Pair
from hullmark_compose.syntax import PortMapping
from hullmark_compose.syntax import VolumeMount
from hullmark_compose.syntax import named
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import ports
from hullmark_compose.syntax import texts
from hullmark_compose.syntax import volumes

if TYPE_CHECKING:
    from hullmark_compose.tree import Project

#: Services that extend one another in a chain.
_MAX_CHAIN = 64
#: What a service runs from.
ORIGINS = ("image", "build", "provider")


class Service:
    """One service. ``node`` is what is written, ``view`` what holds: with what it extends in this file.

    ``shared`` is the service as a fact of ``hullmark.model``, and ``scripts`` are what it runs; both are there once the
    facts are made.
    """

    shared: Container
    scripts: tuple[Script, ...] = ()

    def __init__(self, project: Project, key: Scalar, node: Mapping) -> None:
        self.project = project
        self.node = node
        self.key_node = key
        self.name = key.text

    @property
    def grip(self) -> Text:
        """What to underline for the service as a whole: its name."""
        return self.name

    @property
    def span(self) -> Span:
        """The grip's place."""
        return self.name.span

    @property
    def called(self) -> str:
        """How to call the service in a message."""
        return f"service {self.name}"

    @once
    def view(self) -> Mapping:
        """What holds of the service as far as this file says it."""
        return reduce(merge, [without_resets(service.node) for service in reversed(self.here)])

    @once
    def here(self) -> list[Service]:
        """The service and those of this file that it extends."""
        chain = [self]
        while len(chain) < _MAX_CHAIN:
            base = chain[-1].base
            if base is None or base in chain:
                break
            chain.append(base)
        return chain

    @property
    def base(self) -> Service | None:
        """The service of this file that it extends, None where it extends none, or one in another file."""
        file, name = self.extends
        return self.project.services.get(str(name)) if name is not None and file is None else None

    @once
    def chain(self) -> list[Service]:
        """The service and all that it extends, as far as the files are at hand."""
        chain = list(self.here)
        while len(chain) < _MAX_CHAIN:
            file, name = chain[-1].extends
            project = chain[-1].project.file(file) if file is not None else None
            base = project.services.get(str(name)) if project is not None else None
            if base is None or base in chain:
                break
            chain += base.here
        return chain

    @once
    def unread(self) -> bool:
        """Tell whether something that it extends is not at hand."""
        file, name = self.chain[-1].extends
        return file is not None or name is not None

    @once
    def elsewhere(self) -> list[Mapping]:
        """What other files say of it: an override, and services that it extends there."""
        others = [other.services.get(str(self.name)) for other in self.project.beside]
        outside = self.chain[len(self.here):]
        return [*(service.node for service in outside), *(other.view for other in others if other is not None)]

    @property
    def extends(self) -> tuple[Text | None, Text | None]:
        """The file and the name of the service that it extends, None for what is not said."""
        node = self.node.get("extends")
        if isinstance(node, Mapping):
            return node.text("file"), node.text("service")
        return None, self.node.text("extends")

    @property
    def complete(self) -> bool:
        """Tell whether everything said of the service is in view: what is missing then is missing."""
        return not self.unread and self.project.kind == COMPLETE

    def lacks(self, *path: str) -> bool:
        """Tell whether something is surely not said, here or elsewhere."""
        return not _said(self.view.find(*path)) and not self.left_open(*path)

    def left_open(self, *path: str) -> bool:
        """Tell whether another file says something, or may say it since it is not read."""
        return not self.complete or any(_said(node.find(*path)) for node in self.elsewhere)

    @property
    def void(self) -> bool:
        """Tell whether it surely has nothing to run from, not even in another file."""
        whole = not (self.project.first_version or self.project.root.has("include"))
        return whole and all(self.lacks(key) for key in ORIGINS)

    def at(self, *path: str) -> Scalar | Text:
        """Return where to underline what is missing at a path: its deepest key that is there, else the name."""
        return self.view.grip(*path) or self.name

    @property
    def image(self) -> Text | None:
        """``image``, which names what is built where the service has ``build``."""
        return self.view.text("image")

    @property
    def built(self) -> bool:
        """Tell whether the service's image is built from source."""
        return self.view.has("build") or any(node.has("build") for node in self.elsewhere)

    @property
    def build(self) -> Mapping:
        """``build`` in its long syntax, empty for a mere context."""
        return self.view.mapping("build")

    @property
    def context(self) -> Text | None:
        """The context of the build, in either syntax."""
        node = self.view.get("build")
        if isinstance(node, Mapping):
            return node.text("context")
        return self.view.text("build")

    @once
    def ports(self) -> tuple[PortMapping, ...]:
        """The ports that are published."""
        return tuple(ports(self.view.get("ports")))

    @once
    def volumes(self) -> tuple[VolumeMount, ...]:
        """What is mounted."""
        return tuple(volumes(self.view.get("volumes")))

    @once
    def environment(self) -> tuple[Pair, ...]:
        """The variables."""
        return tuple(pairs(self.view.get("environment")))

    @property
    def labels(self) -> tuple[Pair, ...]:
        """The labels of the container."""
        return tuple(pairs(self.view.get("labels")))

    @property
    def networks(self) -> list[tuple[Text, Mapping]]:
        """The networks that it joins, with the settings of each."""
        return list(named(self.view.get("networks")))

    @property
    def depends_on(self) -> list[tuple[Text, Mapping]]:
        """The services that it waits for, each with its condition."""
        return list(named(self.view.get("depends_on")))

    def mounted(self, kind: str) -> list[tuple[Text, Mapping]]:
        """Return the ``secrets`` or ``configs`` that the service is given."""
        return list(named(self.view.get(kind)))

    @property
    def profiles(self) -> list[Text]:
        """The profiles without which it is not started."""
        return self.view.texts("profiles")

    @property
    def healthcheck(self) -> Mapping:
        """``healthcheck``."""
        return self.view.mapping("healthcheck")

    @property
    def deploy(self) -> Mapping:
        """``deploy``."""
        return self.view.mapping("deploy")

    @property
    def security_options(self) -> list[Text]:
        """``security_opt``."""
        return texts(self.view.get("security_opt"))

    @property
    def hooks(self) -> list[Mapping]:
        """What runs around the start and the end of the container."""
        return [hook for kind in ("pre_start", "post_start", "pre_stop") for hook in self.view.mappings(kind)]

    @property
    def ends(self) -> bool:
        """Tell whether the service is one that is to run to its end."""
        restart = self.view.text("restart")
        if restart is not None and restart == "no" or self.deploy.text("mode") in ("global-job", "replicated-job"):
            return True
        return str(self.name) in self.project.awaited


def _said(node: Node | None) -> bool:
    """Tell whether a value is there and not null."""
    return node is not None and not (isinstance(node, Scalar) and node.null)
