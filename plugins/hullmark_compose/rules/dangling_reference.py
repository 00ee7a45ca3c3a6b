"""A name refers to something that is not defined.

Why: Compose refuses the whole project.
Instead: define it, mark what exists already as ``external: true``, or correct the name.
Flags: networks, named volumes, secrets, configs and models of a service that no section of the file defines, and
services in ``depends_on``, ``links``, ``volumes_from``, ``extends``, ``service:`` that are not in it; only from the
profile strict on where services join networks and the file defines none, as it is then likely included by another.
Not flagged: the network ``default``; ``required: false``; paths; names with variables; whatever is defined by a file
beside it with which it may be merged, by one that it includes, or by a project above that includes it; overrides and
fragments; files whose includes are not at hand.
See: https://docs.docker.com/reference/compose-file/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import hint
from hullmark.plugin import rule

from hullmark_compose.references import references
from hullmark_compose.service import Service
from hullmark_compose.syntax import looks_like_path
from hullmark_compose.syntax import named
from hullmark_compose.syntax import volumes
from hullmark_compose.tree import Project

#: Keys of a service that hold names of the section that is called alike.
_USES = ("networks", "secrets", "configs", "models")


@rule(
    VALIDITY,
    ERROR,
    on=Project,
    peers=(
        "composego:undefined-network composego:undefined-volume composego:undefined-secret composego:undefined-config"
        " composego:undefined-model composego:depends-on-undefined composego:network-mode-service-not-found"
    ),
)
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if project.first_version:
        return
    profile = STRICT if _borrows(project) else DEFAULT
    for service in project.services.values():
        for section, name in _used(service):
            if name.known and name and project.lacks(section, name):
                own = service.name if section == "services" else ""
                near = hint(name, sorted(other for other in project.section(section).items if other != own))
                yield Problem(name, f"no {section[:-1]} is called {name}{near}", profile=profile)
        file, base = service.extends
        other = project.file(file) if file and base and file.known and base.known else None
        if base is not None and other is not None and base not in other.services:
            near = hint(base, sorted(other.services))
            yield Problem(base, f"no service of {file} is called {base}{near}")


def _borrows(project: Project) -> bool:
    """Tell whether a file looks like a part of a larger project: its services join networks, and it defines none."""
    joined = any(service.view.has("networks") for service in project.services.values())
    return joined and not project.section("networks")


def _used(service: Service) -> Iterator[tuple[str, Text]]:
    """Yield the names that a service uses, each with the section that must define it."""
    for section in _USES:
        for name, _ in named(service.node.get(section)):
            if (section, name) != ("networks", "default"):
                yield section, name
    for name, _ in named(service.node.mapping("build").get("secrets")):
        yield "secrets", name
    for mount in volumes(service.node.get("volumes")):
        source = mount.source
        if mount.kind == "volume" and source is not None and not looks_like_path(source):
            yield "volumes", source
    for found in references(service.node):
        if found.required:
            yield "services", found.name
    file, base = service.extends
    if base is not None and file is None:
        yield "services", base
