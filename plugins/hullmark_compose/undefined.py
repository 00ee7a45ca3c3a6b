"""Names that nothing defines: of services, networks, volumes, secrets, configs and models, and of variables."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dotenv import read_dotenv
from hullmark.model import Flaw
from hullmark.model import Unset
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import Text
from hullmark.plugin import hint
from hullmark.yaml import walk

from hullmark_compose.interpolation import Interpolated
from hullmark_compose.references import references
from hullmark_compose.service import Service
from hullmark_compose.syntax import looks_like_path
from hullmark_compose.syntax import named
from hullmark_compose.syntax import volumes
from hullmark_compose.tree import Project

#: Keys of a service that hold names of the section that is called alike.
_USES = ("networks", "secrets", "configs", "models")

#: Variables that every shell passes on.
_PASSED_ON = frozenset(("HOME", "USER", "USERNAME", "USERPROFILE", "LOGNAME", "PWD", "PATH", "SHELL", "LANG", "TERM"))


def undefined_names(project: Project) -> Iterator[Flaw]:
    """Yield names that neither the file nor one that it may be merged with defines."""
    if project.first_version:
        return
    profile = STRICT if _borrows(project) else DEFAULT
    for service in project.services.values():
        for section, name in _used(service):
            if name.known and name and project.lacks(section, name):
                own = service.name if section == "services" else ""
                near = hint(name, sorted(other for other in project.section(section).items if other != own))
                yield Flaw(name, "reference", f"no {section[:-1]} is called {name}{near}", profile)
        file, base = service.extends
        other = project.file(file) if file and base and file.known and base.known else None
        if base is not None and other is not None and base not in other.services:
            near = hint(base, sorted(other.services))
            yield Flaw(base, "reference", f"no service of {file} is called {base}{near}")


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


def unset_variables(project: Project) -> Iterator[Unset]:
    """Yield the first use of each variable that has no default; most of them are set elsewhere if there is no .env."""
    if "$" not in project.document.text:
        return
    around = project.document.surroundings
    given = around.read(".env")
    profile = ALL if given is None else DEFAULT
    seen = set(read_dotenv(given or "").names | _PASSED_ON)
    shown = read_dotenv(around.read(".env.example") or "").names
    for key, section in project.root:
        for node in walk(section) if not key.value.startswith("x-") else ():
            for found in node.references if isinstance(node, Interpolated) else ():
                if found.operator or found.name in seen or found.name.startswith("COMPOSE_"):
                    continue
                seen.add(found.name)
                message = f"{found.name} has no default" + (" and is not set in .env" if profile == DEFAULT else "")
                if found.name in ("UID", "GID"):
                    message = f"{found.name} is set by shells but not passed on to Compose"
                elif found.name in shown:
                    message += ": .env.example names it"
                yield Unset(found.span, message, profile)
