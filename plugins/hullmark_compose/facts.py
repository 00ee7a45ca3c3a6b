"""The facts of a Compose file, in the order of the file: shared ones, and the format's own."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dockerfiles import context_copy
from hullmark.model import Build
from hullmark.model import Clash
from hullmark.model import Container
from hullmark.model import ContextCopy
from hullmark.model import Dependencies
from hullmark.model import File
from hullmark.model import FileReference
from hullmark.model import Flaw
from hullmark.model import Image
from hullmark.model import Logging
from hullmark.model import Mount
from hullmark.model import PlainEntrance
from hullmark.model import Port
from hullmark.model import Publication
from hullmark.model import RemoteReference
from hullmark.model import Repeated
from hullmark.model import Route
from hullmark.model import RunOption
from hullmark.model import Unset
from hullmark.model import Url
from hullmark.model import Variable
from hullmark.model import parse_image
from hullmark.plugin import Document
from hullmark.plugin import Embedded
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.shell.facts import ScriptFacts
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Violation

from hullmark_compose.clashes import clashes_of
from hullmark_compose.containers import container_of
from hullmark_compose.containers import workload_of
from hullmark_compose.dockerfiles import build_of
from hullmark_compose.dockerfiles import urls_of
from hullmark_compose.environment import repeated_in
from hullmark_compose.exclusions import in_sections
from hullmark_compose.exclusions import in_service
from hullmark_compose.malformed import malformed_in
from hullmark_compose.malformed import malformed_name
from hullmark_compose.named import fetched_by
from hullmark_compose.named import named_by
from hullmark_compose.publications import port_of
from hullmark_compose.publications import publication_of
from hullmark_compose.redirects import entrances_of
from hullmark_compose.references import dependencies_of
from hullmark_compose.routes import routes_of
from hullmark_compose.runoptions import options_of
from hullmark_compose.security import flag
from hullmark_compose.service import Service
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import texts
from hullmark_compose.tree import Project
from hullmark_compose.undefined import undefined_names
from hullmark_compose.undefined import unset_variables
from hullmark_compose.validation import violations_of
from hullmark_compose.words import scripts_of


def facts(project: Project, document: Document, wanted: Wanted) -> Iterator[object]:
    """Yield the facts that some rule reads: a service, then what it says; then what the sections hold."""
    reader = _Reader(wanted)
    yield project.stream
    if wanted(Violation):
        yield from violations_of(project)
    for service in project.services.values():
        workload = workload_of(service)
        service.shared = container_of(service, workload)
        yield workload
        yield service.shared
        yield service
        yield from reader.service(service)
    yield from reader.sections(project)
    if wanted(FileReference):
        yield from named_by(project)
    if wanted(RemoteReference):
        yield from fetched_by(project)
    if wanted(Clash):
        yield from clashes_of(project)
    if wanted(Flaw):
        yield from malformed_name(project)
        yield from in_sections(project)
        yield from undefined_names(project)
    if wanted(Unset):
        yield from unset_variables(project)
    if wanted(Dependencies):
        yield from dependencies_of(project)
    yield project


class _Reader:
    """Turns services and sections into shared facts, those that are wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self.images = wanted(Image)
        self.variables = wanted(Variable)
        self.ports = wanted(Port)
        self.mounts = wanted(Mount)
        self.files = wanted(File)
        self.routes = wanted(Route)
        self.entrances = wanted(PlainEntrance)
        self.options = wanted(RunOption)
        self.repeated = wanted(Repeated)
        self.builds = wanted(Build)
        self.contexts = wanted(ContextCopy)
        self.urls = wanted(Url)
        self.publications = wanted(Publication)
        self.logging = wanted(Logging)
        self.flaws = wanted(Flaw)
        self.scripts = ScriptFacts(wanted)

    def service(self, service: Service) -> Iterator[object]:
        """Yield what a service says."""
        shared, view = service.shared, service.view
        if self.images:
            yield from _images(service, shared)
        if self.variables:
            for pair in service.environment:
                yield Variable(*pair, "env", shared)
            for hook in service.hooks:
                yield from _variables(hook.get("environment"), "env", shared)
            yield from _variables(service.build.get("args"), "build-arg", shared)
            for holder in (view, service.build, service.deploy):
                yield from _variables(holder.get("labels"), "label", shared)
        if self.repeated:
            yield from repeated_in(service.node.get("environment"), "env")
            yield from repeated_in(service.node.mapping("build").get("args"), "build-arg")
            yield from repeated_in(service.node.get("labels"), "label")
        if self.routes:
            yield from routes_of(service)
        if self.entrances and service.ports:
            yield from entrances_of(service)
        if self.options:
            yield from options_of(service)
        if self.ports:
            yield from (port_of(port, shared) for port in service.ports)
        if self.publications and service.ports:
            yield publication_of(service)
        if self.mounts:
            yield from _mounts(service)
        if self.logging:
            yield from _logging(service)
        if self.flaws:
            yield from malformed_in(service)
            yield from in_service(service)
        if self.scripts:
            for script in scripts_of(service, shared):
                service.scripts += (script,)
                yield from self.scripts.of(script)
        inline = service.build.scalar("dockerfile_inline")
        yield from self.build(service)
        if inline is not None:
            if inline.style == "|" and "$" not in inline.value and "<<" not in inline.value:
                yield Embedded(Span(inline.source.find("\n", inline.start) + 1, inline.end), "dockerfile")
            elif self.files:
                yield File(inline.span, inline.text.substitute("Dockerfile"), inline.literal, None, shared, "config")

    def build(self, service: Service) -> Iterator[object]:
        """Yield the build of a service, that it copies its whole context, and what is fetched for it."""
        build = build_of(service) if self.builds or self.contexts else None
        if build is not None:
            yield build
            if self.contexts:
                yield from context_copy(build, service.project.document.surroundings)
        if self.urls:
            yield from urls_of(service)

    def sections(self, project: Project) -> Iterator[object]:
        """Yield what volumes, configs and secrets say: a content of several lines is a file."""
        if self.mounts:
            for key, volume in project.section("volumes"):
                options = volume.mapping("driver_opts") if isinstance(volume, Mapping) else None
                device = options.text("device") if options is not None else None
                if device is not None and options is not None and options.text("type") in (None, "none", "bind"):
                    read_only = "ro" in (options.text("o") or "").split(",")
                    yield Mount(key.span, device, key.text, "bind", read_only)
        for section, kind in (("configs", "config"), ("secrets", "secret")):
            for key, entry in project.section(section):
                content = entry.scalar("content") if isinstance(entry, Mapping) else None
                if content is None:
                    continue
                text = content.literal
                if "\n" in text.rstrip("\n"):
                    if self.files:
                        yield File(content.span, key.text, text, kind=kind)
                elif self.variables:
                    yield Variable(Span(key.start, content.span.end), key.text, content.text, kind)


def _mounts(service: Service) -> Iterator[Mount]:
    """Yield what is mounted into a service."""
    shared, view = service.shared, service.view
    for mount in service.volumes:
        if mount.target is not None:
            yield Mount(mount.span, mount.source, mount.target, mount.kind, mount.read_only, shared, mount.options)
    socket = view.scalar("use_api_socket")
    if socket is not None and flag(view, "use_api_socket") == "true":
        path = socket.text.substitute("/var/run/docker.sock")
        yield Mount(socket.span, path, path, "bind", False, shared)
    for text in texts(view.get("tmpfs")):
        colon = text.find(":")
        yield Mount(text.span, None, text if colon < 0 else text.part(0, colon), "tmpfs", False, shared)


def _logging(service: Service) -> Iterator[Logging]:
    """Yield where the output of a service goes, unless it is to end."""
    if not service.ends and not service.view.has("provider"):
        driver = service.view.mapping("logging").text("driver")
        bounded = not service.lacks("logging", "options", "max-size")
        yield Logging(service.at("logging").span, driver, bounded, service.shared)


def _images(service: Service, shared: Container) -> Iterator[Image]:
    """Yield the images that a service is run from or mounts."""
    if shared.image is not None:
        yield shared.image._replace(container=shared)
    named = [hook.text("image") for hook in service.hooks]
    named += [mount.source for mount in service.volumes if mount.kind == "image"]
    for image in named:
        if image is not None:
            yield parse_image(image, "run", shared)


def _variables(node: Node | None, kind: str, container: Container) -> Iterator[Variable]:
    """Yield the entries of a list or a mapping."""
    for pair in pairs(node):
        yield Variable(*pair, kind, container)
