"""Units of Podman for systemd: ``.container``, ``.pod``, ``.kube``, ``.image``, ``.build``, ``.volume``, ``.network``.

Source: podman-systemd.unit(5) of Podman 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from os.path import basename

from hullmark.model import Clash
from hullmark.model import Container
from hullmark.model import FileReference
from hullmark.model import Flaw
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import RemoteReference
from hullmark.model import Repeated
from hullmark.model import RunOption
from hullmark.model import Variable
from hullmark.model import parse_image
from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.plugin import pattern
from hullmark.shell.facts import ScriptFacts
from hullmark.yaml import Violation

from hullmark_daemon.environment import repeated
from hullmark_daemon.named import fetched_by_unit
from hullmark_daemon.named import named_by_unit
from hullmark_daemon.optionfacts import option_facts
from hullmark_daemon.publications import port_facts
from hullmark_daemon.quadletkeys import misplaced
from hullmark_daemon.quadletrelations import clashes_of
from hullmark_daemon.quadletrelations import flaws_of
from hullmark_daemon.quadletrelations import malformed_in
from hullmark_daemon.quadletunit import Quadlet
from hullmark_daemon.quadletunit import container_of
from hullmark_daemon.quadletunit import mounts_of
from hullmark_daemon.quadletunit import published_by
from hullmark_daemon.quadletunit import scripts_of
from hullmark_daemon.quadletunit import workload
from hullmark_daemon.runoptions import MountSaid
from hullmark_daemon.runoptions import Options
from hullmark_daemon.runoptions import home
from hullmark_daemon.runoptions import pair
from hullmark_daemon.runoptions import variable
from hullmark_daemon.settings import EITHER
from hullmark_daemon.settings import RegistryAccess
from hullmark_daemon.settings import base_name
from hullmark_daemon.settings import scope as settings_scope
from hullmark_daemon.unitfile import Unit
from hullmark_daemon.unitfile import read_unit

_KINDS = ("Container", "Pod", "Kube", "Image", "Build", "Volume", "Network")
_HEADER = pattern(rf"(?m)^\[(?:{'|'.join(_KINDS)})\]\s*$")
#: A section of systemd's own files for networks, which have a ``[Network]`` too.
_FOREIGN = pattern(r"(?m)^\[Match\]\s*$")
_SECTION = pattern(r"(?m)^[ \t]*\[")


def recognises(path: str, head: str) -> bool:
    """Tell whether a section of Podman's stands in a file."""
    return _HEADER.search(head) is not None and _FOREIGN.search(head) is None


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a unit into a document; its facts are made while they are read."""
    document = Document(path, text, "quadlet", options=options)
    document.tree = unit = read_unit(text, document.span)
    document.comments = tuple(unit.comments)
    document.facts = facts(document, unit, wanted)
    return document


def gather(documents: Sequence[Document]) -> None:
    """Tell the units of a folder of one another."""
    names = {basename(document.path) for document in documents}
    for document in documents:
        document.tree.beside.update(names)


def facts(document: Document, unit: Unit, wanted: Wanted) -> Iterator[object]:
    """Yield what could not be read, then what each of Podman's sections says."""
    yield from unit.faults
    for name in _KINDS:
        section = unit.sections.get(name)
        if section is None:
            continue
        options = Options(word for key in ("GlobalArgs", "PodmanArgs") for word in section.words(key))
        quadlet = Quadlet(unit, section, options)
        yield quadlet
        if wanted(Violation):
            yield from misplaced(section)
        if wanted(FileReference):
            yield from named_by_unit(section)
        if wanted(RemoteReference):
            yield from fetched_by_unit(section)
        if section.flag("TLSVerify") == "false":
            value, image = section.last("TLSVerify"), section.last("Image") or section.last("ImageTag")
            if value is not None:
                yield RegistryAccess(value.span, image or value.substitute("the registry"), EITHER)
        if wanted(Flaw):
            yield from flaws_of(quadlet, unit.beside, document.surroundings)
        if name == "Container":
            yield from _container_facts(quadlet, wanted)
        else:
            yield from _other_facts(quadlet, base_name(document.path).rpartition(".")[0], wanted)


def _container_facts(quadlet: Quadlet, wanted: Wanted) -> Iterator[object]:
    """Yield what a container's section says."""
    section, options = quadlet.section, quadlet.options
    mounts = list(mounts_of(quadlet))
    container = container_of(quadlet, mounts)
    yield container.workload
    yield container
    if container.image is not None and wanted(Image):
        yield container.image._replace(container=container)
    if wanted(Variable):
        for key, kind in (("Environment", "env"), ("Label", "label"), ("Annotation", "annotation")):
            yield from (variable(word, kind, container) for word in section.words(key))
        yield from (variable(text, "env", container) for text in options.all("env"))
        update = section.last("AutoUpdate")
        if update is not None:
            yield Variable(update.span, update.substitute("io.containers.autoupdate"), update, "label", container)
    if wanted(Repeated):
        yield from repeated(pair(word) for word in section.words("Environment"))
    yield from port_facts(section.span, published_by(quadlet), container, wanted)
    if wanted(Mount):
        yield from (mount.shared(container) for mount in mounts)
    if wanted(Clash):
        yield from clashes_of(quadlet, mounts)
    if wanted(Flaw):
        yield from malformed_in(mounts)
    if wanted(RunOption):
        yield from _options(quadlet, container, mounts)
    scripts = ScriptFacts(wanted)
    for script in scripts_of(quadlet, container) if scripts else ():
        yield from scripts.of(script)


def _options(quadlet: Quadlet, container: Container, mounts: list[MountSaid]) -> Iterator[RunOption]:
    """Yield what Podman is told beside the rights; the logs of a service that is to end need not be kept."""
    section = quadlet.section
    label, kind = section.last("SecurityLabelDisable"), section.last("SecurityLabelType")
    labels = [kind.substitute(f"label=type:{kind}", kind.known)] if kind is not None else []
    if label is not None and section.flag("SecurityLabelDisable") == "true":
        labels.append(label.substitute("label=disable"))
    ends = quadlet.service.last("Type") == "oneshot"
    yield from option_facts(
        container, quadlet.options, mounts, log_driver=[] if ends else [section.last("LogDriver")],
        pids_limit=[section.last("PidsLimit")], ulimit=section.all("Ulimit"), device=section.all("AddDevice"),
        security_opt=labels, tmpfs=section.all("Tmpfs"), group_add=section.all("GroupAdd"),
        name=[section.last("ContainerName")], hostname=[section.last("HostName")], network=section.all("Network"),
    )


def _other_facts(quadlet: Quadlet, stem: str, wanted: Wanted) -> Iterator[object]:
    """Yield what a pod, an image, a build or a volume says; ``stem`` is the name of the unit."""
    section, options, name = quadlet.section, quadlet.options, quadlet.key
    if name in ("Pod", "Kube"):
        yield workload(quadlet)
        yield from port_facts(section.span, published_by(quadlet), None, wanted)
    image, login = section.last("Image"), section.last("Creds")
    if login is not None and wanted(Variable):
        yield Variable(login.span, login.substitute("Creds"), _password(login), "login")
    if image is not None and name == "Image" and wanted(Image):
        yield parse_image(image, "run")
    if wanted(Variable) and name == "Build":
        said = [*section.words("BuildArg"), *options.all("build-arg")]
        yield from (variable(word, "build-arg", None) for word in said)
        yield from (variable(word, "env", None) for word in section.words("Environment"))
    if wanted(Mount):
        if name == "Pod":
            yield from (mount.shared(None) for mount in mounts_of(quadlet))
        device = section.last("Device")
        if name == "Volume" and device is not None and section.last("Type") in (None, "none", "bind"):
            read_only = any("ro" in options.split(",") for options in section.all("Options"))
            called = section.last("VolumeName") or device.substitute(stem)
            yield Mount(device.span, home(device), called, "bind", read_only)


def _password(login: Text) -> Text:
    """Return what stands behind the account."""
    colon = login.find(":")
    return login.part(colon + 1) if colon >= 0 else login


def scope(document: Document, comment: Comment, kind: str) -> Span:
    """Return what a comment governs: its line, or what stands below it; as ``block`` the section around it."""
    if kind != "block":
        return settings_scope(document, comment, kind)
    start, end = 0, len(document.text) + 1
    for match in _SECTION.finditer(document.text):
        if match.start() > comment.span.start:
            end = match.start()
            break
        start = match.start()
    return Span(start, end)


FORMAT = Format(
    "quadlet",
    ("*.container", "*.pod", "*.kube", "*.image", "*.build", "*.volume", "*.network"),
    parse_document,
    scope,
    recognises=recognises,
    gather=gather,
)
