"""Containers for development: ``devcontainer.json``.

Source: https://containers.dev/implementors/json_reference/.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import RemoteReference
from hullmark.model import RunOption
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.model import parse_image
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.shell.commands import parse
from hullmark.shell.commands import parse_exec
from hullmark.shell.facts import ScriptFacts
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_daemon.jsonfile import read_json
from hullmark_daemon.optionfacts import option_facts
from hullmark_daemon.publications import port_facts
from hullmark_daemon.runoptions import MountSaid
from hullmark_daemon.runoptions import Options
from hullmark_daemon.runoptions import Rights
from hullmark_daemon.runoptions import long_mount
from hullmark_daemon.runoptions import mount_of
from hullmark_daemon.runoptions import security_of
from hullmark_daemon.runoptions import short_mount
from hullmark_daemon.runoptions import user_of
from hullmark_daemon.runoptions import variable
from hullmark_daemon.runoptions import workload_of
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of

#: Commands that run in the container, in their order.
_COMMANDS = (
    "onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand",
)
#: One that runs on the machine of whoever opens the folder.
_HOST_COMMAND = "initializeCommand"


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    document = Document(path, text, "devcontainer", options=options)
    document.tree = parsed = read_json(text, lenient=True)
    document.comments = parsed.comments
    document.facts = facts(document, parsed, wanted)
    return document


def facts(document: Document, parsed: Parsed, wanted: Wanted) -> Iterator[object]:
    """Yield what could not be read, the settings, and the container that they describe."""
    yield from read(parsed)
    root = parsed.root
    if not root:
        return
    settings = settings_of(document, parsed)
    yield settings
    options = Options(root.texts("runArgs"))
    mounts = list(mounts_of(root, options))
    container = container_of(root, settings.span, options, mounts)
    yield container.workload
    yield container
    if container.image is not None and wanted(Image):
        yield container.image._replace(container=container)
    if wanted(Variable):
        yield from variables(root, options, container)
    yield from port_facts(container.span, published_by(root, options), container, wanted)
    if wanted(RemoteReference):
        for key, _ in root.mapping("features"):
            if not key.value.startswith("."):
                yield RemoteReference(key.text, "feature")
    if wanted(Mount):
        for mount in mounts:
            yield mount.shared(container)
    if wanted(RunOption):
        yield from option_facts(container, options, mounts, security_opt=root.texts("securityOpt"))
    scripts = ScriptFacts(wanted)
    for script in scripts_of(root, container) if scripts else ():
        yield from scripts.of(script)


def container_of(root: Mapping, span: Span, options: Options, mounts: list[MountSaid]) -> Container:
    """Return the container. What nobody says of one for development is no flaw: it is not known here."""
    grip = root.key("name") or root.key("image") or root.key("build")
    at = grip.span if grip is not None else span
    unsaid = Text("", at, known=False, editable=False)
    rights = Rights(
        root.flag("privileged") if root.is_true("privileged") else options.last("privileged"),
        options.last("read-only"),
        None,
        [*root.texts("capAdd"), *options.all("cap-add")],
        options.all("cap-drop"),
        [*root.texts("securityOpt"), *options.all("security-opt")],
        mounts,
    )
    image = root.text("image")
    user = root.text("containerUser") or options.last("user") or root.text("remoteUser")
    name = root.text("name")
    return Container(
        at, name, "service", True, parse_image(image, "run") if image else None, user_of(user), None, "run",
        security_of(rights, at, unsaid), None, workload_of(at, "development", name, options),
    )


def mounts_of(root: Mapping, options: Options) -> Iterator[MountSaid]:
    """Yield the mounts: lists of fields as a string or an object, and those among the options."""
    for item in root.sequence("mounts"):
        if isinstance(item, Mapping):
            fields = {key.value.lower(): value.text for key, value in item if isinstance(value, Scalar)}
            yield mount_of(item.span, fields)
        elif isinstance(item, Scalar):
            yield long_mount(item.text)
    workspace = root.text("workspaceMount")
    if workspace:
        yield long_mount(workspace)
    yield from (long_mount(text) for text in options.all("mount"))
    yield from (short_mount(text) for text in options.all("volume"))


def published_by(root: Mapping, options: Options) -> Iterator[Text]:
    """Yield the ports that are published; one that is a number is so on the machine itself only."""
    node = root.get("appPort")
    for item in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(item, Scalar) and not item.null:
            text = item.text
            yield text if item.style else text.substitute(f"127.0.0.1:{text}:{text}", text.known)
    yield from options.all("publish")


def variables(root: Mapping, options: Options, container: Container) -> Iterator[Variable]:
    """Yield the variables of the container and of its tools, and the arguments of its build."""
    for path, kind in ((("containerEnv",), "env"), (("remoteEnv",), "env"), (("build", "args"), "build-arg")):
        for key, value in root.mapping(*path):
            if isinstance(value, Scalar):
                said = None if value.null else value.text
                yield Variable(Span(key.start, value.span.end), key.text, said, kind, container)
    for text in options.all("env"):
        yield variable(text, "env", container)


def scripts_of(root: Mapping, container: Container) -> Iterator[Script]:
    """Yield the commands: a string is a shell's, a list is none, and an object holds several of both."""
    for name in (_HOST_COMMAND, *_COMMANDS):
        node = root.get(name)
        holder = container if name != _HOST_COMMAND else None
        for said in [value for _, value in node] if isinstance(node, Mapping) else [node]:
            script = _script(said, holder)
            if script is not None:
                yield script


def _script(node: Node | None, container: Container | None) -> Script | None:
    if isinstance(node, Sequence) and node.texts:
        words = tuple(item.literal for item in node.items if isinstance(item, Scalar))
        return parse_exec(words, node.span, "start", container)
    if isinstance(node, Scalar) and not node.null and node.value:
        return parse(node.literal, "sh", "start", container)
    return None


FORMAT = Format("devcontainer", ("devcontainer.json", ".devcontainer.json"), parse_document, scope)
