"""The shared facts: what every format says about containers, in the words of Docker and Kubernetes.

Leaves are ``Text`` or None, also where the file writes a number or a boolean: the format gives the canonical spelling
("true", "8080"). There are three depths of absence. A *group* is None when the format cannot say it at all, a *field*
is None when it was not said, and a ``Text`` is not ``known`` when it was said but cannot be computed. So a rule about
something missing does not misfire on a format that has no place for it.
"""

from __future__ import annotations

from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.network import Listener
from hullmark.network import PlainEntrance
from hullmark.network import Port
from hullmark.network import Publication
from hullmark.network import PublishedPort
from hullmark.network import Route
from hullmark.network import Url
from hullmark.relations import Build
from hullmark.relations import Clash
from hullmark.relations import ContextCopy
from hullmark.relations import Dependencies
from hullmark.relations import FileReference
from hullmark.relations import Flaw
from hullmark.relations import RemoteReference
from hullmark.relations import Repeated
from hullmark.relations import Source
from hullmark.relations import Unset
from hullmark.script import Assignment
from hullmark.script import Command
from hullmark.script import File
from hullmark.script import Lookup
from hullmark.script import Redirect
from hullmark.script import Script
from hullmark.text import Span
from hullmark.text import Text

__all__ = [
    "Assignment", "Build", "Clash", "Command", "Container", "ContextCopy", "Decoded", "Dependencies", "File",
    "FileReference", "Flaw", "Image", "Listener", "Logging", "Lookup", "Mount", "PlainEntrance", "Port", "Probe",
    "Publication", "PublishedPort", "Redirect", "RemoteReference", "Repeated", "Resources", "Route", "RunOption",
    "Script", "Security", "Source", "Unset", "Url", "User", "Variable", "Workload", "parse_image",
]


class User(NamedTuple):
    """The account a container's process runs as. ``inherited`` names the base image that sets it."""

    span: Span
    name: Text | None
    uid: Text | None
    group: Text | None
    inherited: Text | None = None

    @property
    def account(self) -> Text | None:
        """The account as written: its number or else its name."""
        return self.uid if self.uid is not None else self.name

    @property
    def root(self) -> bool:
        """Tell whether the account surely is the superuser; an empty one is, for Docker."""
        if self.uid is not None:
            return self.uid.known and not self.uid.strip("0")
        return self.name is not None and self.name.known and self.name in ("root", "", "ContainerAdministrator")


class Probe(NamedTuple):
    """A check of a running container: ``kind`` is health, liveness, readiness or startup; ``disabled`` switches off."""

    span: Span
    kind: str
    disabled: bool


class Security(NamedTuple):
    """What a container may do beyond running its process; ``span`` is where to underline what is missing.

    Booleans are "true" or "false". ``escalation`` allows a process more rights than its parent (Kubernetes:
    ``allowPrivilegeEscalation``; Docker: no ``no-new-privileges``). ``added`` and ``dropped`` are capabilities,
    without ``CAP_``; ``drop_span`` is the grip of the latter. ``seccomp`` and ``apparmor`` are Unconfined,
    RuntimeDefault or Localhost; another word is no profile. ``proc_mount`` is Default or Unmasked. ``propagations``
    of mounts are private, slave (of the host's) or shared (with the host). ``optionless`` tells that surely no option
    of security is said, of whatever kind.
    """

    span: Span
    privileged: Text | None = None
    escalation: Text | None = None
    read_only_root: Text | None = None
    added: tuple[Text, ...] = ()
    dropped: tuple[Text, ...] = ()
    seccomp: Text | None = None
    apparmor: Text | None = None
    proc_mount: Text | None = None
    drop_span: Span | None = None
    propagations: tuple[Text, ...] = ()
    optionless: bool = False


class Resources(NamedTuple):
    """What a container is given: requests are reserved, limits are the most; a limit that is "0" is none.

    Each is what holds in the end, also where a default or the workload sets it. ``requests`` and ``limits`` are the
    grips of what is missing, ``span`` that of all. ``contradictions`` are values that cannot hold, with the reasons.
    """

    span: Span
    cpu_request: Text | None = None
    cpu_limit: Text | None = None
    memory_request: Text | None = None
    memory_limit: Text | None = None
    requests: Span | None = None
    limits: Span | None = None
    contradictions: tuple[tuple[Text, str], ...] = ()


class Workload(NamedTuple):
    """Containers that run together: a pod of an object, or a service. ``span`` is the grip.

    ``kind`` is that of the object, service, or development for a container that somebody works in.
    ``host_network``, ``host_pid``, ``host_ipc`` and ``host_users`` share the host's namespace where they are "true".
    ``sysctls`` are (name, value) pairs. ``system`` tells that the containers belong to the host's own machinery.
    ``restart`` is Always, OnFailure or Never. ``partial`` tells that what is missing is likely said elsewhere,
    ``serves`` that others rely on it, ``clustered`` that a cluster runs it and shows its settings to whoever may list
    what runs. ``profiles`` are those without which it is not started. ``hosts`` are the names by which it and those
    around it reach each other, ``published`` what its host offers of it.
    """

    span: Span
    kind: str
    name: Text | None
    host_network: Text | None = None
    host_pid: Text | None = None
    host_ipc: Text | None = None
    host_users: Text | None = None
    sysctls: tuple[tuple[Text, Text | None], ...] = ()
    system: bool = False
    restart: Text | None = None
    partial: bool = False
    serves: bool = False
    clustered: bool = False
    profiles: tuple[Text, ...] = ()
    hosts: frozenset[str] = frozenset()
    published: tuple[Port, ...] = ()

    @property
    def optional(self) -> bool:
        """Tell whether it is only started where somebody asks for it by a profile."""
        return bool(self.profiles)


class Container(NamedTuple):
    """One container, or one stage of a Dockerfile.

    ``span`` is the grip: what to underline when something is missing. ``role`` is stage, init, main, sidecar,
    ephemeral, service, or default for what an engine gives every container that says nothing else.
    ``ships`` is False for a stage that only builds: nothing of its configuration reaches an image that runs.
    ``security`` and ``resources`` are None where the format has no place for them; ``workload`` is what it runs in.
    ``environment`` are names and values of its variables where the format has them at hand; ``unwraps`` tells that it
    begins with a command of its own that may fill them in from files of secrets.
    ``purpose`` is run for a container of a manifest. Of a stage it is server for one that names a command and a port,
    program for one that names a command, base for one that names none, files for one without a command and without a
    base to have one, trigger for one that only holds triggers for images built upon it, and step for a stage that is
    not built on its own.
    """

    span: Span
    name: Text | None
    role: str
    ships: bool
    image: Image | None
    user: User | None
    probes: tuple[Probe, ...] | None
    purpose: str = "program"
    security: Security | None = None
    resources: Resources | None = None
    workload: Workload | None = None
    environment: tuple[tuple[Text, Text | None], ...] = ()
    unwraps: bool = False


class Image(NamedTuple):
    """A reference to an image.

    ``use`` is base (FROM), copy (COPY --from), mount (RUN --mount from), syntax (the syntax directive) or run.
    ``text`` is the whole reference, ``name`` what stands before tag and digest, with the registry as written.
    ``pull_policy`` of one that is run says when it is pulled: always, missing (where the machine has none) or never.
    """

    span: Span
    text: Text
    name: Text
    registry: Text | None
    tag: Text | None
    digest: Text | None
    use: str
    container: Container | None = None
    origin: Text | None = None
    pull_policy: Text | None = None

    @property
    def repository(self) -> str:
        """The name as Docker Hub spells it: without ``docker.io/`` and ``library/``."""
        name = str(self.name)
        for prefix in ("docker.io/", "index.docker.io/", "registry-1.docker.io/"):
            name = name.removeprefix(prefix)
        return name.removeprefix("library/")


_PLACEHOLDER = pattern(r"\$\{[^}]*\}?|\$\(\w{1,99}\)|\$\w+|\{\{.{0,200}?\}\}|@@.{0,99}?@@|%\w{1,99}%")


def parse_image(text: Text, use: str, container: Container | None = None, origin: Text | None = None) -> Image:
    """Take a reference apart at registry, name, tag and digest (distribution/reference, grammar of 2023).

    A part in which an unresolved variable stands is not known; the other parts are.
    """
    masked = str(text)
    if not text.known:
        masked = _PLACEHOLDER.sub(lambda match: "x" * len(match[0]), masked)

    def part(start: int, end: int) -> Text:
        found = text.part(start, end)
        if not text.known:
            found.known = masked[start:end] == text[start:end]
        return found

    end = len(text)
    at = masked.find("@")
    digest = part(at + 1, end) if at >= 0 else None
    end = at if at >= 0 else end
    slash = masked.rfind("/", 0, end)
    colon = masked.find(":", slash + 1, end)
    tag = part(colon + 1, end) if colon >= 0 else None
    end = colon if colon >= 0 else end
    first = masked.find("/", 0, end)
    head = masked[:first] if first >= 0 else ""
    registry = part(0, first) if head == "localhost" or set(head) & set(".:") else None
    return Image(text.span, text, part(0, end), registry, tag, digest, use, container, origin)


class Variable(NamedTuple):
    """A name with a value: ``kind`` is env, build-arg, label, config, secret, annotation, or login of a registry.

    ``value`` is as written, quotes removed and nothing expanded; None where only the name is declared.
    """

    span: Span
    name: Text
    value: Text | None
    kind: str
    container: Container | None = None

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the name, or LABEL and ANNOTATION, whose names say nothing."""
        return self.kind.upper() if self.kind in ("label", "annotation") else self.name


class Decoded(NamedTuple):
    """What stands encoded in the file, as the data of a Secret do: every part of ``text`` underlines all of it."""

    text: Text

    @property
    def span(self) -> Span:
        """The text as written."""
        return self.text.span


class Logging(NamedTuple):
    """What keeps the output of a container: ``driver`` is None where nothing says, ``bounded`` tells that it is cut."""

    span: Span
    driver: Text | None
    bounded: bool
    container: Container


class Mount(NamedTuple):
    """Something mounted into a container, or declared for it, without a target: ``kind`` is bind, volume, tmpfs ...

    ``options`` are those that stand behind the target in the short syntax of ``docker run -v``. The target of what no
    container mounts yet, a volume that stands for a path of the host, is its name.
    """

    span: Span
    source: Text | None
    target: Text | None
    kind: str
    read_only: bool
    container: Container | None = None
    options: tuple[Text, ...] = ()


class RunOption(NamedTuple):
    """What an engine is told of a container, by the name that ``docker run`` has for it, in whatever words it is said.

    ``name`` is cgroup-parent, device, group-add, hostname, log-driver, name, network, pids-limit, security-opt, tmpfs,
    ulimit or uts. ``about`` is the name of a ulimit, or the permissions of a device, whose ``value`` is its path on the
    host.
    """

    name: str
    value: Text
    container: Container
    about: str = ""

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the name."""
        return self.name

    @property
    def span(self) -> Span:
        """The value as written."""
        return self.value.span
