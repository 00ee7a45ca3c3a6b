"""What a unit of Podman's says in the words of all formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Probe
from hullmark.model import Resources
from hullmark.model import Script
from hullmark.model import Workload
from hullmark.model import parse_image
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.roles import DATASTORE
from hullmark.roles import named_as
from hullmark.shell.commands import parse
from hullmark.shell.commands import parse_exec

from hullmark_daemon.publications import port_of
from hullmark_daemon.publications import published
from hullmark_daemon.runoptions import MountSaid
from hullmark_daemon.runoptions import Options
from hullmark_daemon.runoptions import Rights
from hullmark_daemon.runoptions import long_mount
from hullmark_daemon.runoptions import pair
from hullmark_daemon.runoptions import security_of
from hullmark_daemon.runoptions import short_mount
from hullmark_daemon.runoptions import user_of
from hullmark_daemon.runoptions import workload_of
from hullmark_daemon.unitfile import Section
from hullmark_daemon.unitfile import Unit
from hullmark_daemon.unitfile import split

#: Names of other units in the place of an image.
_UNITS = (".image", ".build")
#: What says how a command of a service is run.
_PREFIXES = "@-:+!|"
#: Keys of options of security, by their beginning.
_SECURITY = ("NoNewPrivileges", "SeccompProfile", "AppArmor", "SecurityLabel")
_COMMANDS = ("ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost")
_RESTARTS = {"no": "Never", "always": "Always"}


class Quadlet(NamedTuple):
    """A unit with the section that makes it one. ``options`` are those that it hands on to Podman."""

    unit: Unit
    section: Section
    options: Options

    @property
    def span(self) -> Span:
        """What to underline for what is missing: the name of the section."""
        return self.section.span

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the name of the section."""
        return str(self.section.name)

    @property
    def service(self) -> Section:
        """What systemd is told of the service."""
        return self.unit.section("Service")


def workload(quadlet: Quadlet) -> Workload:
    """Return a container, a pod or what a manifest holds as what its containers share."""
    section = quadlet.section
    found = workload_of(
        quadlet.span, "service", section.last("ContainerName") or section.last("PodName"), quadlet.options,
        network=section.last("Network"), userns=section.last("UserNS"),
    )
    restart = quadlet.service.last("Restart")
    if restart is not None:
        restart = restart.substitute(_RESTARTS.get(restart, "OnFailure"), restart.known)
    sysctls = tuple(pair(word) for word in section.words("Sysctl"))
    ports = tuple(port_of(published(text)) for text in published_by(quadlet))
    return found._replace(
        restart=restart, sysctls=found.sysctls + sysctls, serves=_serves(quadlet), published=ports
    )


def _serves(quadlet: Quadlet) -> bool:
    """Tell whether a container is there for others: it publishes ports or keeps data, and is not to end.

    Podman starts pods again if nothing is said of it.
    """
    if quadlet.key != "Container" or quadlet.service.last("Type") == "oneshot":
        return False
    image = quadlet.section.last("Image")
    name = parse_image(image, "run").repository.rpartition("/")[2] if image is not None else ""
    return bool(published_by(quadlet)) or named_as(name, DATASTORE)


def published_by(quadlet: Quadlet) -> list[Text]:
    """Return the ports that are published, as they are written."""
    return [*quadlet.section.all("PublishPort"), *quadlet.options.all("publish")]


def container_of(quadlet: Quadlet, mounts: list[MountSaid]) -> Container:
    """Return a container's section as one."""
    section, options, span = quadlet.section, quadlet.options, quadlet.span
    profiles = [
        value.substitute(f"{name}={value}", value.known)
        for name, key in (("seccomp", "SeccompProfile"), ("apparmor", "AppArmor"))
        if (value := section.last(key)) is not None
    ]
    unmasked = [word for word in section.words("Unmask") if word.upper() == "ALL" or word == "/proc/*"]
    rights = Rights(
        options.last("privileged"),
        section.flag("ReadOnly") or options.last("read-only"),
        _escalation(section),
        [*section.words("AddCapability"), *options.all("cap-add")],
        [*section.words("DropCapability"), *options.all("cap-drop")],
        [*profiles, *options.all("security-opt")],
        mounts,
        unmasked[0].substitute("Unmasked") if unmasked else None,
    )
    security = security_of(rights, span, None)
    if not rights.options and not any(entry.key.startswith(_SECURITY) for entry in section.entries):
        security = security._replace(optionless=True)
    user = user_of(section.last("User") or options.last("user"), section.last("Group"))
    return Container(
        span, section.last("ContainerName"), "service", True, _image(section), user, _probes(quadlet), "run", security,
        _resources(quadlet), workload(quadlet),
        tuple(pair(word) for word in (*section.words("Environment"), *options.all("env"))),
        section.last("Secret") is not None and section.last("Entrypoint") is not None,
    )


def _image(section: Section) -> Image | None:
    """Return the image, unless another unit has it; where nothing is said of it, it is pulled where it is missing."""
    image, said = section.last("Image"), section.last("Pull")
    if not image or image.endswith(_UNITS):
        return None
    policy = image.substitute("missing") if said is None else said
    if section.last("AutoUpdate") == "registry" or policy == "newer":
        policy = policy.substitute("always")
    return parse_image(image, "run")._replace(pull_policy=policy)


def _escalation(section: Section) -> Text | None:
    """Return whether a process may gain rights, the opposite of ``NoNewPrivileges``."""
    said = section.flag("NoNewPrivileges")
    return said.substitute("false" if said == "true" else "true", said.known) if said is not None else None


def _probes(quadlet: Quadlet) -> tuple[Probe, ...] | None:
    """Return the health check; None for a service that is to end."""
    check = quadlet.section.last("HealthCmd") or quadlet.options.last("health-cmd")
    if check is not None:
        return (Probe(check.span, "health", check.lower() == "none"),)
    off = quadlet.options.last("no-healthcheck")
    if off is not None:
        return (Probe(off.span, "health", True),)
    return None if quadlet.service.last("Type") == "oneshot" else ()


def _resources(quadlet: Quadlet) -> Resources:
    """Return the limits, of Podman's or of systemd's; nothing here says what is reserved."""
    section, options, service = quadlet.section, quadlet.options, quadlet.service
    unsaid = Text("", quadlet.span, known=False, editable=False)
    cpu = options.last("cpus") or options.last("cpu-quota") or service.last("CPUQuota")
    memory = section.last("Memory") or options.last("memory") or service.last("MemoryMax")
    return Resources(quadlet.span, unsaid, cpu, unsaid, memory)


def mounts_of(quadlet: Quadlet) -> Iterator[MountSaid]:
    """Yield what is mounted."""
    section, options = quadlet.section, quadlet.options
    yield from (short_mount(text) for text in (*section.all("Volume"), *options.all("volume")))
    yield from (long_mount(text) for text in (*section.all("Mount"), *options.all("mount")))
    for text in section.all("Tmpfs"):
        colon = text.find(":")
        yield MountSaid(text.span, "tmpfs", None, text.part(0, colon) if colon >= 0 else text, False, None)


def scripts_of(quadlet: Quadlet, container: Container) -> Iterator[Script]:
    """Yield what the container runs, its health check, and what the service runs on the host around it."""
    section = quadlet.section
    words = [word for key in ("Entrypoint", "Exec") for text in _string(section.last(key)) for word in split(text)]
    if words and words[0].startswith("-") and container.image is not None:
        name = container.image.name
        words.insert(0, name.substitute(name.rpartition("/")[2], name.known))
    if words:
        yield parse_exec(tuple(words), _span(words), "start", container)
    check = section.last("HealthCmd")
    if check is not None and check.lower() != "none":
        yield parse(check, "sh", "health", container)
    for key in _COMMANDS:
        for text in quadlet.service.all(key):
            words = list(split(text.part(len(text) - len(text.lstrip(_PREFIXES)))))
            if words:
                yield parse_exec(tuple(words), _span(words), "start")


def _string(text: Text | None) -> list[Text]:
    """Return a command; nothing for one that is written as a list of JSON."""
    return [] if text is None or text.startswith("[") else [text]


def _span(words: list[Text]) -> Span:
    return Span(min(word.start for word in words), max(word.end for word in words))
