"""The Dockerfile as rules see it: instructions, stages, and what a stage inherits."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Script
from hullmark.plugin import Comment
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import bare

from hullmark_dockerfile import lexer
from hullmark_dockerfile.lexer import Array
from hullmark_dockerfile.lexer import Flag
from hullmark_dockerfile.lexer import Pair
from hullmark_dockerfile.split import Directive
from hullmark_dockerfile.split import Heredoc

#: The instructions of the Dockerfile reference.
KEYWORDS = frozenset((
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
    "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
))

#: Stages that are followed when one begins from another.
MAX_CHAIN = 256

#: Instructions whose argument may be a JSON array.
ARRAY_KEYWORDS = frozenset(("ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"))

#: Variables that BuildKit sets without a declaration, global scope.
PLATFORM_ARGS = frozenset((
    "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS",
    "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
))

#: Build arguments that need no declaration.
PROXY_ARGS = frozenset((
    "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
    "ALL_PROXY", "all_proxy", "SOURCE_DATE_EPOCH",
))


class Instruction:
    """One instruction.

    ``key`` is the keyword in upper case, ``value`` the text behind keyword and flags. ``span`` runs to the last
    character of the instruction, here-documents excluded; ``end`` is the end with them. ``first`` and ``last`` are
    its lines, 0-based, and ``blanks`` the empty lines among them. ``index`` counts the instructions of the file.
    For ONBUILD ``trigger`` is the instruction it holds, whose ``onbuild`` is True.
    """

    def __init__(
        self, text: Text, index: int, first: int, last: int, escape: str, heredocs: tuple[Heredoc, ...] = (),
        blanks: tuple[int, ...] = (), onbuild: bool = False,
    ) -> None:
        self.text = text
        self.index = index
        self.first = first
        self.last = last
        self.escape = escape
        self.heredocs = heredocs
        self.blanks = blanks
        self.onbuild = onbuild
        self.stage: Stage = NO_STAGE
        self.trigger: Instruction | None = None
        self.span = text.span
        size = len(text)
        split = next((at for at, character in enumerate(text) if character.isspace()), size)
        self.keyword = text.part(0, split)
        self.key = self.keyword.upper()
        rest = text.part(split).strip_part() if split < size else text.part(size)
        self.flags, self.value = lexer.flags(rest, escape) if self.key != "ENV" else ((), rest)
        if self.key == "ONBUILD" and self.value:
            self.trigger = Instruction(self.value, index, first, last, escape, heredocs, (), True)

    @property
    def end(self) -> int:
        """The offset behind the instruction and its here-documents."""
        return max([self.span.end, *(heredoc.end for heredoc in self.heredocs)])

    def flag(self, name: str) -> Flag | None:
        """Return the first flag of this name."""
        return next((flag for flag in self.flags if flag.name == name), None)

    def flag_value(self, name: str) -> Text | None:
        """Return the value of a flag without quotes, variables replaced; None where it has none."""
        flag = self.flag(name)
        return self.expand(flag.value) if flag is not None and flag.value is not None else None

    @cached_property
    def body(self) -> Text:
        """The value of an instruction that takes a command: for HEALTHCHECK what stands behind CMD."""
        if self.key != "HEALTHCHECK":
            return self.value
        word = next(iter(lexer.words(self.value)), None)
        if word is None:
            return self.value
        return self.value.part(len(word)).strip_part() if len(word) < len(self.value) else self.value.part(len(word))

    @cached_property
    def array(self) -> Array | None:
        """The value as a JSON array, None where it does not begin like one."""
        if self.key not in ARRAY_KEYWORDS and self.key != "HEALTHCHECK":
            return None
        return lexer.array(self.body)

    @cached_property
    def words(self) -> tuple[Text, ...]:
        """The words of the value as written, quotes included."""
        return lexer.words(self.value)

    @cached_property
    def arguments(self) -> tuple[Text, ...]:
        """The arguments: the strings of a JSON array, or the words without quotes, variables not replaced."""
        if self.array is not None and not self.array.error:
            return self.array.items
        return tuple(lexer.value(word, self.escape) for word in self.words)

    @cached_property
    def expanded(self) -> tuple[Text, ...]:
        """The arguments with variables replaced."""
        if self.array is not None and not self.array.error:
            return tuple(self.expand(item) for item in self.array.items)
        return tuple(self.expand(word) for word in self.words)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The keys and values of ENV, LABEL and ARG."""
        if self.key not in ("ENV", "LABEL", "ARG"):
            return ()
        return lexer.pairs(self.value, self.escape, self.key == "ARG")

    def plain(self, text: Text) -> Text:
        """Return a word without quotes; variables stay as they are written."""
        return lexer.value(text, self.escape)

    def expand(self, text: Text) -> Text:
        """Return a word without quotes, the variables replaced that are known at this instruction."""
        return lexer.value(text, self.escape, self.lookup)

    def lookup(self, name: str) -> str | None:
        """Return the value of a variable at this instruction, None where it cannot be known."""
        found = self.stage.variable(name, self.index)
        return found.value if found else None

    def text_of(self, name: str) -> Text | None:
        """Return the value of a variable at this instruction, placed where it is set."""
        found = self.stage.variable(name, self.index)
        if found is None or found.value is None:
            return None
        return found.at.substitute(found.value) if found.at is not None else bare(found.value)

    @cached_property
    def shell(self) -> Shell:
        """The shell that runs the shell form here."""
        return self.stage.shell(self.index)

    @cached_property
    def script(self) -> Script | None:
        """The command that RUN, CMD, ENTRYPOINT or HEALTHCHECK runs; None for other instructions."""
        from hullmark_dockerfile.scripts import script_of

        return script_of(self)

    @cached_property
    def mounts(self) -> tuple[RunMount, ...]:
        """The mounts of RUN."""
        from hullmark_dockerfile.mounts import mounts_of

        return mounts_of(self)


class RunMount(NamedTuple):
    """``--mount`` of RUN: its type (bind when none is given) and its options by canonical name, each with its text."""

    span: Span
    kind: str
    options: dict[str, Text | None]
    errors: tuple[tuple[Text, str], ...] = ()

    @property
    def target(self) -> Text | None:
        """Where it appears."""
        return self.options.get("target")

    @property
    def source(self) -> Text | None:
        """What appears there."""
        return self.options.get("source")


class Shell(NamedTuple):
    """A shell: its name (sh, bash, powershell, cmd ...), its arguments, and whether SHELL set it."""

    name: str
    args: tuple[str, ...]
    explicit: bool

    @property
    def pipefail(self) -> bool:
        """Tell whether the shell is started so that a failing part of a pipeline fails the whole."""
        previous = ""
        for arg in self.args:
            if arg == "pipefail" and previous.startswith("-") and previous.endswith("o"):
                return True
            previous = arg
        return False


class Variable(NamedTuple):
    """A variable of a stage: its value (None where it is unknown), whether ENV or ARG sets it, and where."""

    value: str | None
    kind: str
    at: Text | None


class Stage:
    """One stage: FROM and what follows it. Instructions before any FROM belong to a stage without one.

    ``parent`` is the stage of the same file that it begins from. ``ships`` is True for the stages whose content ends
    up in an image that runs: the last one, or those named in the configuration, and their parents.
    """

    def __init__(self, index: int, start: Instruction | None, dockerfile: Dockerfile) -> None:
        self.index = index
        self.start = start
        self.dockerfile = dockerfile
        self.instructions: list[Instruction] = []
        self.name: Text | None = None
        self.base: Text | None = None
        self.image: Image | None = None
        self.parent: Stage | None = None
        self.ships = False
        self.container: Container | None = None
        self._variables: dict[tuple[str, str], list[tuple[int, Variable]]] = {}
        self._shells: list[tuple[int, Shell]] = []

    @property
    def span(self) -> Span:
        """The grip: the FROM line, or the first instruction."""
        first = self.start or (self.instructions[0] if self.instructions else None)
        return first.span if first else Span(0, 0)

    @property
    def label(self) -> str:
        """How to call the stage in a message."""
        return f"stage {self.name}" if self.name else f"stage {self.index}"

    def chain(self) -> list[Stage]:
        """Return the stage and the stages of the file it begins from, nearest first."""
        found: list[Stage] = []
        stage: Stage | None = self
        while stage is not None and len(found) < MAX_CHAIN:
            found.append(stage)
            stage = stage.parent
        return found

    @property
    def root_image(self) -> Image | None:
        """The image outside the file that the chain begins from."""
        return self.chain()[-1].image

    def last(self, *keys: str) -> Instruction | None:
        """Return the last instruction of these keywords that holds for the stage, inherited ones included."""
        for stage in self.chain():
            for instruction in reversed(stage.instructions):
                if instruction.key in keys:
                    return instruction
        return None

    def of(self, *keys: str) -> list[Instruction]:
        """Return the stage's own instructions of these keywords."""
        return [instruction for instruction in self.instructions if instruction.key in keys]

    def define(self, name: str, index: int, variable: Variable) -> None:
        """Record that an instruction sets a variable."""
        self._variables.setdefault((variable.kind, name), []).append((index, variable))

    def set_shell(self, index: int, shell: Shell) -> None:
        """Record a SHELL instruction."""
        self._shells.append((index, shell))

    def variable(self, name: str, before: int) -> Variable | None:
        """Return the variable as it stands before an instruction; ENV wins over ARG. None where nothing sets it."""
        chain = self.chain()
        for kind in ("env", "arg"):
            for stage in chain:
                entries = stage._variables.get((kind, name))
                if entries:
                    position = bisect_left(entries, before, key=lambda entry: entry[0])
                    if position:
                        return entries[position - 1][1]
        return None

    def variables(self, before: int) -> set[str]:
        """Return the names of all variables set before an instruction."""
        return {
            name
            for stage in self.chain()
            for (_, name), entries in stage._variables.items()
            if entries[0][0] < before
        }

    def shell(self, before: int) -> Shell:
        """Return the shell in force before an instruction."""
        for stage in self.chain():
            for index, shell in reversed(stage._shells):
                if index < before:
                    return shell
        return WINDOWS_SHELL if self.windows else DEFAULT_SHELL

    @cached_property
    def windows(self) -> bool:
        """Tell whether the stage builds a Windows image, as far as the file shows."""
        if self.dockerfile.escape == "`":
            return True
        image = self.root_image
        if image is None or image.name is None:
            return False
        name = image.name.lower()
        return "/windows" in name or "nanoserver" in name or "windowsservercore" in f"{name}:{image.tag or ''}"


DEFAULT_SHELL = Shell("sh", ("/bin/sh", "-c"), False)
WINDOWS_SHELL = Shell("cmd", ("cmd", "/S", "/C"), False)


class Dockerfile:
    """A parsed Dockerfile.

    ``outside`` are the ARG instructions before the first FROM and ``globals`` what they set. ``contexts`` are names of
    build contexts that the configuration gives.
    """

    def __init__(self, directives: tuple[Directive, ...], escape: str) -> None:
        self.directives = directives
        self.escape = escape
        self.instructions: list[Instruction] = []
        self.stages: list[Stage] = []
        self.comments: tuple[Comment, ...] = ()
        self.contexts: tuple[str, ...] = ()
        self.outside: list[Instruction] = []
        self.globals: dict[str, Variable] = {}
        self.names: dict[str, list[Stage]] = {}

    @property
    def target(self) -> Stage | None:
        """The stage that is built when none is named: the last."""
        return self.stages[-1] if self.stages else None

    def directive(self, name: str) -> Directive | None:
        """Return the first directive of this name."""
        return next((directive for directive in self.directives if directive.name.lower() == name), None)

    def stage(self, name: str, before: int | None = None) -> Stage | None:
        """Return the latest stage of this name (any case) among those before index ``before``."""
        for stage in reversed(self.names.get(name.lower(), ())):
            if before is None or stage.index < before:
                return stage
        return None


NO_STAGE = Stage(0, None, Dockerfile((), "\\"))
