"""The Dockerfile as rules see it: instructions, stages, and what a stage inherits."""

from __future__ import annotations

from collections.abc import Callable

from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Script
from hullmark.plugin import Comment
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import bare
from hullmark.plugin import once

from hullmark_dockerfile import lexer
from hullmark_dockerfile.lexer import Array
from hullmark_dockerfile.lexer import Flag
from hullmark_dockerfile.lexer import Pair
from hullmark_dockerfile.lexer import RunMount
from hullmark_dockerfile.scopes import Reference
from hullmark_dockerfile.scopes import Scope
from hullmark_dockerfile.scopes import Shell
from hullmark_dockerfile.scopes import Variable
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

    ``key`` is the keyword in upper case, ``size`` its length as written, ``value`` the text behind keyword and flags.
    ``span`` runs to the last character of the instruction, here-documents excluded; ``end`` is the end with them.
    ``first`` and ``last`` are its lines, 0-based, and ``blanks`` the empty lines among them. ``index`` counts the
    instructions of the file.
    For ONBUILD ``trigger`` is the instruction it holds, whose ``onbuild`` is True.
    """

    key = ""
    text = bare("")

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
        self.size, rest = lexer.head(text)
        self.key = text[:self.size].upper()
        self.flags, self.value = lexer.flags(rest, escape)
        if self.key == "ONBUILD" and self.value and not onbuild:
            self.trigger = Instruction(self.value, index, first, last, escape, heredocs, (), True)

    @once
    def whole(self) -> str:
        """The text with that of the here-documents behind it."""
        return "\n".join((self.text, *(heredoc.body for heredoc in self.heredocs)))

    @once
    def keyword(self) -> Text:
        """The keyword as written."""
        return self.text.part(0, self.size)

    @property
    def end(self) -> int:
        """The offset behind the instruction and its here-documents."""
        return max([self.span.end, *(heredoc.end for heredoc in self.heredocs)])

    def flag(self, name: str) -> Flag | None:
        """Return the first flag of this name."""
        for flag in self.flags:
            if flag.name == name:
                return flag
        return None

    def flag_value(self, name: str) -> Text | None:
        """Return the value of a flag without quotes, variables replaced; None where it has none."""
        flag = self.flag(name)
        return self.expand(flag.value) if flag is not None and flag.value is not None else None

    @once
    def body(self) -> Text:
        """The value of an instruction that takes a command: for HEALTHCHECK what stands behind CMD."""
        if self.key != "HEALTHCHECK":
            return self.value
        word = next(iter(lexer.words(self.value)), None)
        if word is None:
            return self.value
        return self.value.part(len(word)).strip_part() if len(word) < len(self.value) else self.value.part(len(word))

    @once
    def array(self) -> Array | None:
        """The value as a JSON array, None where it does not begin like one."""
        if self.key not in ARRAY_KEYWORDS and self.key != "HEALTHCHECK":
            return None
        return lexer.array(self.body)

    @once
    def words(self) -> tuple[Text, ...]:
        """The words of the value as written, quotes included."""
        return lexer.words(self.value)

    @once
    def arguments(self) -> tuple[Text, ...]:
        """The arguments: the strings of a JSON array, or the words without quotes, variables not replaced."""
        if self.array is not None and not self.array.error:
            return self.array.items
        return tuple(lexer.value(word, self.escape) for word in self.words)

    @once
    def expanded(self) -> tuple[Text, ...]:
        """The arguments with variables replaced."""
        if self.array is not None and not self.array.error:
            return tuple(self.expand(item) for item in self.array.items)
        return tuple(self.expand(word) for word in self.words)

    @once
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
        """Return the value of a variable at this instruction, None where it cannot be known.

        FROM sees the arguments in front of the first FROM, any other instruction those of its stage.
        """
        if self.key == "FROM":
            return self.stage.dockerfile.outer(name)
        found = self.stage.variable(name, self.index)
        return found.value if found else None

    def text_of(self, name: str) -> Text | None:
        """Return the value of a variable at this instruction, placed where it is set."""
        found = self.stage.variable(name, self.index)
        if found is None or found.value is None:
            return None
        return found.at.substitute(found.value) if found.at is not None else bare(found.value)

    @once
    def shell(self) -> Shell:
        """The shell that runs the shell form here."""
        return self.stage.shell(self.index)

    @once
    def script(self) -> Script | None:
        """The command that RUN, CMD, ENTRYPOINT or HEALTHCHECK runs; None for other instructions."""
        from hullmark_dockerfile.scripts import script_of

        return script_of(self)

    @once
    def unset(self) -> tuple[Reference, ...]:
        """The variables that are replaced here, RUN's shell text aside, though nothing in front of it sets them."""
        if "$" not in self.text and not self.heredocs or self.key == "RUN" and not self.flags:
            return ()
        from hullmark_dockerfile.variables import unset_in

        return tuple(unset_in(self))

    @once
    def mounts(self) -> tuple[RunMount, ...]:
        """The mounts of RUN."""
        from hullmark_dockerfile.mounts import mounts_of

        return mounts_of(self)


class Stage:
    """One stage: FROM and what follows it. Instructions before any FROM belong to a stage without one.

    ``parent`` is the stage of the same file that it begins from; ``family`` are all of those that a base such as
    ``build-${TARGETARCH}`` may stand for, the parent among them. ``root`` is where the chain of parents ends.
    ``ships`` is True for the stages whose content ends up in an image that runs: the last one, or those named in the
    configuration, and their parents. ``target`` is True for those stages themselves.
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
        self.family: tuple[Stage, ...] = ()
        self.root: Stage = self
        self.ships = False
        self.target = False
        self.container: Container | None = None
        self._first: dict[str, Instruction] = {}
        self._latest: dict[str, Instruction] = {}
        self.scope = Scope()

    @property
    def span(self) -> Span:
        """The grip: the FROM line, or the first instruction."""
        first = self.start or (self.instructions[0] if self.instructions else None)
        return first.span if first else Span(0, 0)

    @property
    def label(self) -> str:
        """How to call the stage in a message."""
        return f"stage {self.name}" if self.name else f"stage {self.index}"

    def inherit(self, family: tuple[Stage, ...]) -> None:
        """Begin from the last of these stages, all of which are complete."""
        self.family = family
        self.parent = parent = family[-1]
        self.root = parent.root
        self._first = dict(parent._first)
        self._latest = dict(parent._latest)
        self.scope = Scope(parent.scope)

    def add(self, instruction: Instruction) -> None:
        """Take the next instruction."""
        self.instructions.append(instruction)
        if instruction.key in KEYWORDS and instruction.value:
            self._first.setdefault(instruction.key, instruction)
            self._latest[instruction.key] = instruction

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
        return self.root.image

    def last(self, *keys: str) -> Instruction | None:
        """Return the last instruction of these keywords that holds for the stage, inherited ones included."""
        found = [self._latest[key] for key in keys if key in self._latest]
        return max(found, key=lambda instruction: instruction.index, default=None)

    def first(self, key: str) -> Instruction | None:
        """Return the first instruction of this keyword that holds for the stage, inherited ones included."""
        return self._first.get(key)

    def of(self, *keys: str) -> list[Instruction]:
        """Return the stage's own instructions of these keywords."""
        return [instruction for instruction in self.instructions if instruction.key in keys]

    def variable(self, name: str, before: int) -> Variable | None:
        """Return the variable as it stands before an instruction; ENV wins over ARG. None where nothing sets it."""
        return self.scope.variable(name, before)

    def variables(self, before: int) -> set[str]:
        """Return the names of all variables set before an instruction."""
        return self.scope.variables(before)

    def shell(self, before: int) -> Shell:
        """Return the shell in force before an instruction."""
        return self.scope.shell(before) or (WINDOWS_SHELL if self.windows else DEFAULT_SHELL)

    def workdir(self, before: int) -> str | None:
        """Return the working directory before an instruction, "" where it is absolute but cannot be known.

        None where the file names no absolute one.
        """
        return self.scope.workdir(before)

    @once
    def windows(self) -> bool:
        """Tell whether the stage builds a Windows image, as far as the file shows."""
        platform = self.root.start.flag_value("platform") if self.root.start is not None else None
        if self.dockerfile.escape == "`" or platform is not None and platform.lower().startswith("windows"):
            return True
        image = self.root_image
        if image is None or image.name is None:
            return False
        spelled = f"{image.name}:{image.tag or ''}".lower()
        return any(word in spelled for word in ("/windows", "nanoserver", "windowsservercore", "dotnet/framework/"))


DEFAULT_SHELL = Shell("sh", ("/bin/sh", "-c"), False)
WINDOWS_SHELL = Shell("cmd", ("cmd", "/S", "/C"), False)


class Dockerfile:
    """A parsed Dockerfile.

    ``outside`` are the ARG instructions before the first FROM and ``globals`` what they set. ``arguments`` are all ARG
    instructions, outside and in stages, by the names that they declare. ``contexts`` are names of build contexts, and
    ``build_args`` values of build arguments, that the configuration gives.
    """

    def __init__(self, directives: tuple[Directive, ...], escape: str) -> None:
        self.directives = directives
        self.escape = escape
        self.instructions: list[Instruction] = []
        self.stages: list[Stage] = []
        self.read_comments: Callable[[], tuple[Comment, ...]] = tuple
        self.contexts: tuple[str, ...] = ()
        self.build_args: dict[str, str] = {}
        self.outside: list[Instruction] = []
        self.globals: dict[str, Variable] = {}
        self.arguments: dict[str, list[Instruction]] = {}
        self.names: dict[str, list[Stage]] = {}

    def close(self) -> None:
        """Take apart what refers to itself; nothing of the tree may be used afterwards."""
        for instruction in self.instructions:
            script = vars(instruction).get("script")
            if script is not None:
                script.commands.clear()
            vars(instruction).clear()
        for stage in self.stages:
            vars(stage).clear()
        vars(self).clear()

    @once
    def comments(self) -> tuple[Comment, ...]:
        """The comments, directives left out; they are read when somebody asks."""
        return self.read_comments()

    @property
    def target(self) -> Stage | None:
        """The stage that is built when none is named: the last."""
        return self.stages[-1] if self.stages else None

    def outer(self, name: str) -> str | None:
        """Return the value of a variable for FROM: a declared argument, or one that BuildKit sets; others are empty."""
        variable = self.globals.get(name)
        if variable is not None:
            return variable.value
        return self.build_args.get(name) if name in PLATFORM_ARGS else ""

    def directive(self, name: str) -> Directive | None:
        """Return the first directive of this name."""
        return next((directive for directive in self.directives if directive.name.lower() == name), None)

    def stage(self, name: str, before: int | None = None) -> Stage | None:
        """Return the latest stage of this name (any case) among those before index ``before``."""
        for stage in reversed(self.names.get(name.lower(), ())):
            if before is None or stage.index < before:
                return stage
        return None

    def target_named(self, name: str) -> Stage | None:
        """Return the stage that ``docker build --target`` means: by name, or by number."""
        found = self.stage(name)
        if found is None and name.isdecimal() and len(name) < 9 and int(name) < len(self.stages):
            return self.stages[int(name)]
        return found


NO_STAGE = Stage(0, None, Dockerfile((), "\\"))
