"""The facts of a Dockerfile, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import ContextCopy
from hullmark.model import File
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import Port
from hullmark.model import Probe
from hullmark.model import Url
from hullmark.model import User
from hullmark.model import Variable
from hullmark.model import parse_image
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.plugin import bare
from hullmark.plugin import holds
from hullmark.plugin import pattern
from hullmark.shell.facts import ScriptFacts
from hullmark.shell.urls import urls_in

from hullmark_dockerfile.accounts import user_fact
from hullmark_dockerfile.bases import has_healthcheck
from hullmark_dockerfile.bases import steps_down
from hullmark_dockerfile.bases import user_of
from hullmark_dockerfile.lexer import words
from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

#: The account of Windows images that name none; nanoserver has ContainerUser instead.
WINDOWS_USER = "ContainerAdministrator"

#: What may stand beside triggers in a stage that holds nothing else.
_WITH_TRIGGERS = frozenset(("ARG", "ENV", "FROM", "LABEL", "MAINTAINER", "ONBUILD", "WORKDIR"))

#: Programs by which an entry point that begins as root goes on as another account.
_STEPPING_DOWN = ("gosu", "su-exec", "setpriv", "s6-setuidgid", "chpst")
_STEPS_DOWN = pattern(rf"\b(?:{'|'.join(_STEPPING_DOWN)})\b")

_KINDS = {"ENV": "env", "ARG": "build-arg", "LABEL": "label"}
_PORT = pattern(r"(?:(?P<host>.*):)?(?P<first>[^:/-]*)(?:-(?P<last>[^:/]*))?(?:/(?P<protocol>.*))?", re.DOTALL)


def facts(dockerfile: Dockerfile, wanted: Wanted, name: str) -> Iterator[object]:
    """Yield the facts that some rule reads: a container before what belongs to it, a stage behind.

    ``name`` is that of the file.
    """
    for stage in dockerfile.stages:
        stage.container = container_of(stage)
        if stage.image is not None:
            stage.image = stage.image._replace(container=stage.container)
    if wanted(Image):
        yield from _syntax_image(dockerfile)
    reader = _Reader(wanted, name)
    for instruction in dockerfile.outside:
        yield from reader.facts(instruction)
    for stage in dockerfile.stages:
        yield stage.container
        if stage.image is not None and stage.image.name != "scratch":
            yield stage.image
        for instruction in stage.instructions:
            yield from reader.facts(instruction)
        yield stage
    yield dockerfile


def container_of(stage: Stage) -> Container:
    """Return the stage as a container: what it and its parents in the file set."""
    image = stage.root_image
    account = stage.last("USER")
    user = user_fact(account) if account is not None else None
    if user is None and image is not None:
        inherited = user_of(image) or (WINDOWS_USER if stage.windows else None)
        if inherited is not None:
            number = bare(inherited) if inherited.isdigit() else None
            user = User(image.span, None if number else bare(inherited), number, None, image.text)
    if user is None and stage.target:
        user = stepped_down(stage)
    check = stage.last("HEALTHCHECK")
    probes: tuple[Probe, ...] = ()
    if check is not None:
        probes = (Probe(check.span, "health", check.value[:4].upper() == "NONE"),)
    elif image is not None and has_healthcheck(image):
        probes = (Probe(image.span, "health", False),)
    span = stage.start.keyword.span if stage.start is not None else stage.span
    return Container(span, stage.name, "stage", stage.ships, image, user, probes, purpose_of(stage))


def stepped_down(stage: Stage) -> User | None:
    """Return an account that cannot be known where the program steps down from root by itself when it starts.

    So it is with the entry points of some base images, and where the file brings in a program for that.
    """
    image = stage.root_image
    if image is not None and steps_down(image) and stage.last("ENTRYPOINT") is None:
        return User(image.span, image.text.substitute(image.text, known=False), None, None, image.text)
    for link in stage.chain():
        for instruction in link.instructions:
            text = instruction.whole
            program = _STEPS_DOWN.search(text) if holds(text, _STEPPING_DOWN) else None
            if program is not None:
                return User(instruction.span, instruction.keyword.substitute(program[0], known=False), None, None)
    return None


def purpose_of(stage: Stage) -> str:
    """Return what a stage is for, in the words of ``Container.purpose``."""
    if not stage.target:
        return "step"
    if stage.last("CMD", "ENTRYPOINT"):
        return "server" if stage.last("EXPOSE") else "program"
    if stage.root_image is not None and stage.root_image.name == "scratch":
        return "files"
    own = {instruction.key for instruction in stage.instructions}
    return "trigger" if "ONBUILD" in own and own <= _WITH_TRIGGERS else "base"


def _syntax_image(dockerfile: Dockerfile) -> Iterator[Image]:
    directive = dockerfile.directive("syntax")
    if directive is not None:
        yield parse_image(directive.value, "syntax")


class _Reader:
    """Turns instructions into shared facts, those that are wanted."""

    def __init__(self, wanted: Wanted, name: str) -> None:
        self.name = name
        self.images = wanted(Image)
        self.variables = wanted(Variable)
        self.files = wanted(File)
        self.urls = wanted(Url)
        self.scripts = ScriptFacts(wanted)
        self.ports = wanted(Port)
        self.mounts = wanted(Mount)
        self.contexts = wanted(ContextCopy)

    def facts(self, instruction: Instruction) -> Iterator[object]:
        """Yield an instruction, what it says, and the instruction it triggers."""
        yield instruction
        key = instruction.key
        if key in _KINDS:
            if self.variables:
                yield from self.pairs(instruction)
        elif key in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
            if self.scripts and instruction.script is not None:
                yield from self.scripts.of(instruction.script)
            if key == "RUN" and instruction.flags:
                yield from self.run_mounts(instruction)
        elif key in ("COPY", "ADD"):
            yield from self.copied(instruction)
        elif key == "USER":
            if instruction.value:
                yield user_fact(instruction)
        elif key == "EXPOSE":
            if self.ports:
                for word in instruction.words:
                    for port in words(instruction.expand(word)):
                        yield port_fact(port, instruction.stage.container)
        elif key == "VOLUME" and self.mounts:
            for target in instruction.expanded:
                yield Mount(target.span, None, target, "volume", False, instruction.stage.container)
        if instruction.trigger is not None:
            yield from self.facts(instruction.trigger)

    def pairs(self, instruction: Instruction) -> Iterator[Variable]:
        """Yield what ENV, ARG or LABEL sets."""
        kind, container = _KINDS[instruction.key], instruction.stage.container
        for pair in instruction.pairs:
            value = instruction.plain(pair.value) if pair.value is not None else None
            yield Variable(pair.span, instruction.plain(pair.key), value, kind, container)

    def run_mounts(self, instruction: Instruction) -> Iterator[object]:
        """Yield the mounts of RUN, and the images they come from."""
        for mount in instruction.mounts:
            if self.mounts:
                read_only = mount.kind == "bind" and "readwrite" not in mount.options
                yield Mount(
                    mount.span, mount.source, mount.target, mount.kind, read_only, instruction.stage.container
                )
            origin = mount.options.get("from")
            if self.images and origin is not None:
                yield from self.image(instruction, origin, "mount")

    def copied(self, instruction: Instruction) -> Iterator[object]:
        """Yield the image that COPY takes files from, or the URLs that ADD fetches; and what is copied whole."""
        origin = instruction.flag("from")
        if self.images and origin is not None and origin.value:
            yield from self.image(instruction, origin.value, "copy")
        if self.urls and instruction.key == "ADD":
            checked = instruction.flag("checksum") is not None
            for source in instruction.expanded[:-1]:
                for url in urls_in(source, "ADD"):
                    yield url._replace(container=instruction.stage.container, checked=checked)
        if self.contexts and instruction.flag("exclude") is None:
            whole = next((source for source in local_sources(instruction) if source in (".", "./", "/")), None)
            if whole is not None:
                yield ContextCopy(whole.span, whole, self.name, "", instruction.stage.ships)
        if self.files and instruction.heredocs:
            target = instruction.expanded[-1]
            for heredoc in instruction.heredocs:
                path = target.substitute(target + heredoc.name, target.known) if target.endswith("/") else target
                yield File(heredoc.body.span, path, heredoc.body, None, instruction.stage.container)

    def image(self, instruction: Instruction, name: Text, use: str) -> Iterator[Image]:
        """Yield the image unless the name is that of a stage, a number or a build context."""
        name = instruction.plain(name)
        dockerfile = instruction.stage.dockerfile
        if name.isdigit() or dockerfile.stage(name) or name in dockerfile.contexts or name == "scratch":
            return
        yield parse_image(name, use, instruction.stage.container)


def port_fact(text: Text, container: Container | None) -> Port:
    """Take apart ``host:first-last/protocol``. An unknown text is one unknown number."""
    if not text.known:
        return Port(text.span, text, None, None, None, container)
    match = _PORT.fullmatch(text)
    assert match is not None

    def part(group: str) -> Text | None:
        return text.part(match.start(group), match.end(group)) if match[group] is not None else None

    return Port(text.span, part("first") or text.part(0, 0), part("last"), part("protocol"), part("host"), container)
