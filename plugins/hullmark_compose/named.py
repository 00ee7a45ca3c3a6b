"""The files that a Compose file names: what it reads, builds from and mounts, and what it fetches."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join

from hullmark.model import FileReference
from hullmark.model import RemoteReference
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Sequence

from hullmark_compose.security import flag
from hullmark_compose.service import Service
from hullmark_compose.syntax import include_paths
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import texts
from hullmark_compose.tree import Project

#: What is fetched, such as the context of a build.
_REMOTE = pattern(r"\w+://|git@|github\.com/|[^#]*\.git(?:#|$)")


def named_by(project: Project) -> Iterator[FileReference]:
    """Yield the files in the order of the file."""
    entries = project.root.get("include")
    for path in include_paths(entries):
        if path is not None:
            yield FileReference(path.span, path, str(path), "include")
    for entry in entries.mappings if isinstance(entries, Sequence) else ():
        for path in texts(entry.get("env_file")):
            yield FileReference(path.span, path, str(path), "env_file")
    for service in project.services.values():
        yield from _named_by(service)
    for section in ("configs", "secrets"):
        for _, settings in project.section(section):
            file = settings.text("file") if isinstance(settings, Mapping) else None
            if file is not None:
                yield FileReference(file.span, file, str(file), section)


def fetched_by(project: Project) -> Iterator[RemoteReference]:
    """Yield what a project is made of that lies elsewhere."""
    for use, path in _parts(project):
        if path is not None and _REMOTE.match(path) is not None:
            yield RemoteReference(path, use)


def _parts(project: Project) -> Iterator[tuple[str, Text | None]]:
    for path in include_paths(project.root.get("include")):
        yield "include", path
    for service in project.services.values():
        build = service.node.get("build")
        yield "extends", service.extends[0]
        yield "context", build.text("context") if isinstance(build, Mapping) else service.node.text("build")
        for pair in pairs(build.get("additional_contexts")) if isinstance(build, Mapping) else ():
            yield "context", pair.value


def _named_by(service: Service) -> Iterator[FileReference]:
    file, _ = service.extends
    if file is not None:
        yield FileReference(file.span, file, str(file), "extends")
    for path, needed in _env_files(service):
        yield FileReference(path.span, path, str(path), "env_file", needed)
    for path in texts(service.node.get("label_file")):
        yield FileReference(path.span, path, str(path), "label_file")
    for mount in service.node.mappings("volumes"):
        source = mount.text("source")
        made = flag(mount.mapping("bind"), "create_host_path") != "false"
        if source is not None and mount.text("type") == "bind" and not made:
            yield FileReference(source.span, source, str(source), "volumes")
    yield from _built_from(service)


def _env_files(service: Service) -> Iterator[tuple[Text, bool]]:
    """Yield the files of variables, and whether they must be there."""
    node = service.node.get("env_file")
    for path in texts(node):
        yield path, True
    for entry in [node] if isinstance(node, Mapping) else service.node.mappings("env_file"):
        said = entry.text("path")
        if said is not None:
            yield said, flag(entry, "required") != "false"


def _built_from(service: Service) -> Iterator[FileReference]:
    """Yield the context of a build and its Dockerfile, unless both are fetched."""
    build = service.node.get("build")
    context = build.text("context") if isinstance(build, Mapping) else service.node.text("build")
    if context is not None and (not context.known or _REMOTE.match(context) is not None):
        return
    if context is not None:
        yield FileReference(context.span, context, str(context), "build")
    name = build.text("dockerfile") if isinstance(build, Mapping) else None
    if name is not None:
        yield FileReference(name.span, name, join(context or ".", name), "build")
