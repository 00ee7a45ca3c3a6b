"""The facts of a Compose file, in the order of the file: shared ones, and the format's own."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from hullmark.model import Clash
from hullmark.model import Container
from hullmark.model import ContextCopy
from hullmark.model import File
from hullmark.model import FileReference
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import Port
from hullmark.model import Probe
from hullmark.model import RemoteReference
from hullmark.model import Repeated
from hullmark.model import Route
from hullmark.model import RunOption
from hullmark.model import User
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark.model import parse_image
from hullmark.plugin import Document
from hullmark.plugin import Embedded
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.shell.facts import ScriptFacts
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence
from hullmark.yaml import Violation

from hullmark_compose.dockerfiles import copies_context
from hullmark_compose.dockerfiles import dockerfile_of
from hullmark_compose.dockerfiles import path_of
from hullmark_compose.dockerfiles import tells_itself
from hullmark_compose.environment import repeated_in
from hullmark_compose.named import fetched_by
from hullmark_compose.named import named_by
from hullmark_compose.references import disjoint
from hullmark_compose.resources import resources_of
from hullmark_compose.roles import DATASTORE
from hullmark_compose.roles import idles
from hullmark_compose.roles import is_a
from hullmark_compose.routes import routes_of
from hullmark_compose.runoptions import options_of
from hullmark_compose.security import flag
from hullmark_compose.security import security_of
from hullmark_compose.security import unsaid
from hullmark_compose.service import Service
from hullmark_compose.syntax import PortMapping
from hullmark_compose.syntax import mask
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import part
from hullmark_compose.syntax import texts
from hullmark_compose.tree import Project
from hullmark_compose.validation import violations_of
from hullmark_compose.words import scripts_of


_RESTARTS = {
    "no": "Never", "none": "Never", "always": "Always", "any": "Always", "unless-stopped": "Always",
    "on-failure": "OnFailure",
}
#: When an image is pulled; an image that is built is not, one that is pulled from time to time is as good as always.
_PULLS = {"always": "always", "daily": "always", "weekly": "always", "refresh": "always", "build": "always",
          "missing": "missing", "if_not_present": "missing", "never": "never"}


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
    yield project


def workload_of(service: Service) -> Workload:
    """Return a service as what its containers share."""
    view = service.view
    sysctls = tuple((pair.name, pair.value) for pair in pairs(view.get("sysctls")))
    return Workload(
        service.span, "service", service.name, _host(view, "network_mode") or _host_network(service),
        _host(view, "pid"), _host(view, "ipc"), _host(view, "userns_mode"), sysctls,
        restart=_restart(service), serves=_serves(service), optional=bool(service.profiles),
        hosts=service.project.hosts,
        published=tuple(map(port_of, service.ports)),
    )


def port_of(said: PortMapping, container: Container | None = None) -> Port:
    """Return a published port."""
    return Port(said.span, said.target, said.target_last, said.protocol, said.host_ip, container)


def _restart(service: Service) -> Text | None:
    """Return when a service is started again; a policy for Swarm counts too."""
    said = service.view.text("restart") or service.deploy.mapping("restart_policy").text("condition")
    if said is None:
        return unsaid(service, "restart") or unsaid(service, "deploy", "restart_policy")
    word = _RESTARTS.get(said.partition(":")[0])
    return said.substitute(word, said.known) if word is not None else said


def _serves(service: Service) -> bool:
    """Tell whether a service is there for others: it publishes ports, is waited for, or keeps data."""
    if service.ends or service.view.has("provider"):
        return False
    return bool(service.ports) or str(service.name) in service.project.needed or is_a(service, DATASTORE)


def _host(view: Mapping, key: str) -> Text | None:
    """Tell whether a namespace is the host's."""
    said = view.text(key)
    return said.substitute("true" if said == "host" else "false", said.known) if said is not None else None


def _host_network(service: Service) -> Text | None:
    """Return the network of a service that is the host's: ``host``, or one that is external and called so."""
    for name, _ in service.networks:
        settings = service.project.section("networks").mapping(str(name))
        called = settings.text("name") or settings.mapping("external").text("name")
        if (called or name) == "host" and (settings.has("external") or not settings):
            return name.substitute("true")
    return None


def container_of(service: Service, workload: Workload) -> Container:
    """Return a service as a container. What is built in the project names no image that is pulled."""
    image = service.image if not service.built and str(service.image) not in service.project.made else None
    return Container(
        service.span, service.name, "service", True, image_of(service, image) if image is not None else None,
        user_of(service.view.text("user")), probes_of(service), "run", security_of(service), resources_of(service),
        workload, tuple((pair.name, pair.value) for pair in service.environment),
    )


def image_of(service: Service, text: Text) -> Image:
    """Return the image of a service; where nothing is said of it, it is pulled where it is missing."""
    policy = service.view.text("pull_policy")
    if policy is not None:
        word = "always" if policy.startswith("every_") else _PULLS.get(policy, policy)
        policy = policy.substitute(word, policy.known)
    elif not service.left_open("pull_policy"):
        policy = text.substitute("missing")
    return parse_image(text, "run")._replace(pull_policy=policy)


def clashes_of(project: Project) -> Iterator[Clash]:
    """Yield the names of containers that a service before has too; one that is inherited, at the later service."""
    seen: list[tuple[Service, Text]] = []
    for service in project.services.values():
        name = service.view.text("container_name")
        if name is None or not name.known:
            continue
        first = next((said for other, said in seen if said == name and not disjoint(other, service)), None)
        seen.append((service, name))
        if first is not None:
            yield Clash(service.span if first.span == name.span else name.span, "container", name, first.span)


def user_of(said: Text | None) -> User | None:
    """Return the account of ``user: ACCOUNT[:GROUP]``, None where only the image says; an empty one says nothing."""
    if not said:
        return None
    masked = mask(said)
    colon = masked.find(":")
    account, group = said, None
    if colon >= 0:
        account, group = part(said, masked, 0, colon), part(said, masked, colon + 1, len(said))
    if account.known and account.isdigit():
        return User(said.span, None, account, group)
    return User(said.span, account, None, group)


def probes_of(service: Service) -> tuple[Probe, ...] | None:
    """Return the health check; None where others may say it, or where the service is to end or does nothing."""
    if service.ends or service.view.has("provider"):
        return None
    check = service.healthcheck
    key = service.view.key("healthcheck")
    if check and key is not None:
        off = _off(check)
        return (Probe(key.span if off is None else off.span, "health", off is not None),)
    return () if service.lacks("healthcheck") and not idles(service) else None


def _off(check: Mapping) -> Scalar | None:
    """Return what switches a health check off."""
    if flag(check, "disable") == "true":
        return check.scalar("disable")
    test = check.get("test")
    first = test.items[0] if isinstance(test, Sequence) and test.items else test
    return first if isinstance(first, Scalar) and first.value == "NONE" else None


class _Reader:
    """Turns services and sections into shared facts, those that are wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self.images = wanted(Image)
        self.variables = wanted(Variable)
        self.ports = wanted(Port)
        self.mounts = wanted(Mount)
        self.files = wanted(File)
        self.routes = wanted(Route)
        self.options = wanted(RunOption)
        self.repeated = wanted(Repeated)
        self.contexts = wanted(ContextCopy)
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
        if self.options:
            yield from options_of(service)
        if self.ports:
            yield from (port_of(port, shared) for port in service.ports)
        if self.mounts:
            for mount in service.volumes:
                target = mount.target
                if target is not None:
                    yield Mount(mount.span, mount.source, target, mount.kind, mount.read_only, shared)
            socket = view.scalar("use_api_socket")
            if socket is not None and flag(view, "use_api_socket") == "true":
                path = socket.text.substitute("/var/run/docker.sock")
                yield Mount(socket.span, path, path, "bind", False, shared)
            for target in texts(view.get("tmpfs")):
                yield Mount(target.span, None, target, "tmpfs", False, shared)
        if self.scripts:
            for script in scripts_of(service, shared):
                service.scripts += (script,)
                yield from self.scripts.of(script)
        inline = service.build.scalar("dockerfile_inline")
        if self.contexts:
            yield from _context_copy(service)
        if inline is not None:
            if inline.style == "|" and "$" not in inline.value and "<<" not in inline.value:
                yield Embedded(Span(inline.source.find("\n", inline.start) + 1, inline.end), "dockerfile")
            elif self.files:
                yield File(inline.span, inline.text.substitute("Dockerfile"), inline.literal, None, shared, "config")

    def sections(self, project: Project) -> Iterator[object]:
        """Yield what volumes, configs and secrets say: a content of several lines is a file."""
        if self.mounts:
            for key, volume in project.section("volumes"):
                options = volume.mapping("driver_opts") if isinstance(volume, Mapping) else None
                device = options.text("device") if options is not None else None
                if device is not None and options is not None and options.text("type") in (None, "none", "bind"):
                    yield Mount(key.span, device, key.text, "bind", False)
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


def _context_copy(service: Service) -> Iterator[ContextCopy]:
    """Yield that a Dockerfile copies the context, unless it lies in it, where its own format tells."""
    at = service.build.text("dockerfile_inline") or service.build.text("dockerfile")
    path, folder = path_of(service), service.context
    if at is None or path is None or folder is None or tells_itself(service):
        return
    dockerfile = dockerfile_of(service, service.project.document.surroundings)
    ships = copies_context(dockerfile) if dockerfile is not None else None
    if ships is not None:
        yield ContextCopy(at.span, at, path, normpath(folder), ships)


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
