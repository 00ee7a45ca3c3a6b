"""Text to Dockerfile: instructions sorted into stages, with the variables and shells they set."""

from __future__ import annotations

from itertools import islice
from posixpath import normpath

from hullmark.model import parse_image
from hullmark.plugin import Comment
from hullmark.plugin import LineIndex
from hullmark.plugin import Text
from hullmark.plugin import TooLarge
from hullmark.plugin import pattern
from hullmark.shell.programs import SHELLS
from hullmark.shell.programs import program_name

from hullmark_dockerfile import lexer
from hullmark_dockerfile.options import DockerfileOptions
from hullmark_dockerfile.scopes import Shell
from hullmark_dockerfile.scopes import Variable
from hullmark_dockerfile.split import Layout
from hullmark_dockerfile.split import split
from hullmark_dockerfile.tree import MAX_CHAIN
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

#: Characters of all expanded values of a file together.
_MAX_VALUES = 4 * 1024 * 1024

#: Instructions of a file; each takes two kilobytes of memory.
_MAX_INSTRUCTIONS = 200_000
#: Longer paths are not followed.
_MAX_PATH = 4096
_ABSOLUTE = pattern(r"[/\\$]|[A-Za-z]:[/\\]")
_VARIABLE = pattern(r"\$\{[^}]*\}?|\$\w+")

_SHELLS = SHELLS | {"busybox", "cmd", "powershell", "pwsh"}
#: hadolint's comment that names the shell of a base image.
_SHELL_COMMENT = pattern(r"hadolint\s+shell\s*=\s*(\S+)")


def parse(text: str, lines: LineIndex, options: DockerfileOptions) -> Dockerfile:
    """Parse a Dockerfile. Raises TooLarge for one of more instructions than anybody writes."""
    layout = split(text, lines)
    if len(layout.pieces) > _MAX_INSTRUCTIONS:
        raise TooLarge(f"{len(layout.pieces)} instructions, more than the limit of {_MAX_INSTRUCTIONS}")
    dockerfile = Dockerfile(layout.directives, layout.escape)
    dockerfile.read_comments = lambda: _comments(text, lines, layout)
    dockerfile.contexts = options.contexts
    dockerfile.build_args = options.build_args
    builder = _Builder(dockerfile, options)
    named = _named_shells(dockerfile.comments) if "hadolint" in text else []
    for piece in layout.pieces:
        index = len(dockerfile.instructions)
        while named and named[-1][0] < piece.text.start:
            builder.named_shell = named.pop()[1]
        builder.add(
            Instruction(
                piece.text, index, piece.first, piece.last, layout.escape, piece.heredocs, piece.blanks
            )
        )
    builder.finish()
    return dockerfile


def _comments(text: str, lines: LineIndex, layout: Layout) -> tuple[Comment, ...]:
    """Return the comments, directives left out."""
    found = []
    for number in layout.comments[len(layout.directives):]:
        span = lines.span(number)
        row = Text(text[span.start:span.end], span)
        comment = row.strip_part()
        found.append(Comment(comment.part(1).strip_part(), comment.span))
    return tuple(found)


def _named_shells(comments: tuple[Comment, ...]) -> list[tuple[int, str]]:
    """Return the places of comments that name a shell, and its name; the first comment comes last."""
    found = []
    for comment in reversed(comments):
        match = _SHELL_COMMENT.match(comment.text) if comment.text.startswith("hadolint") else None
        if match:
            found.append((comment.span.start, program_name(match[1])))
    return found


class _Builder:
    """Sorts instructions into stages and keeps track of what they set."""

    def __init__(self, dockerfile: Dockerfile, options: DockerfileOptions) -> None:
        self.dockerfile = dockerfile
        self.options = options
        self.stage: Stage | None = None
        self.budget = _MAX_VALUES
        self.named_shell = ""

    def add(self, instruction: Instruction) -> None:
        """Take the next instruction."""
        dockerfile = self.dockerfile
        dockerfile.instructions.append(instruction)
        if instruction.key == "FROM":
            self.stage = self.begin(instruction)
        elif self.stage is None and instruction.key == "ARG":
            self.outside(instruction)
            return
        elif self.stage is None:
            self.stage = self.begin(None)
        stage = self.stage
        assert stage is not None
        stage.add(instruction)
        instruction.stage = stage
        if self.named_shell:
            stage.scope.set_shell(instruction.index - 1, Shell(self.named_shell, (self.named_shell,), False))
            self.named_shell = ""
        if instruction.trigger is not None:
            instruction.trigger.stage = stage
        if instruction.key in ("ENV", "ARG"):
            self.define(instruction, stage)
        elif instruction.key == "SHELL":
            self.shell(instruction, stage)
        elif instruction.key == "WORKDIR":
            self.workdir(instruction, stage)

    def outside(self, instruction: Instruction) -> None:
        """Take an ARG in front of the first FROM."""
        self.dockerfile.outside.append(instruction)
        for pair in instruction.pairs:
            name = str(instruction.plain(pair.key))
            self.dockerfile.arguments.setdefault(name, []).append(instruction)
            value = self.options.build_args.get(name)
            if value is None and pair.value is not None:
                value = self.known(lexer.value(pair.value, instruction.escape, self.dockerfile.outer))
            self.dockerfile.globals[name] = Variable(value, "arg", pair.key)

    def known(self, value: Text) -> str | None:
        """Return a value unless it is unknown or the file has expanded too much."""
        self.budget -= len(value)
        return str(value) if value.known and self.budget > 0 else None

    def begin(self, instruction: Instruction | None) -> Stage:
        """Open a stage."""
        dockerfile = self.dockerfile
        stage = Stage(len(dockerfile.stages), instruction, dockerfile)
        if instruction is not None:
            instruction.stage = stage
            words = instruction.words
            if len(words) >= 3 and words[1].upper() == "AS":
                stage.name = words[2]
            if words:
                self.base(stage, words[0], instruction.escape)
        else:
            for name, variable in dockerfile.globals.items():
                stage.scope.define(name, -1, variable)
        dockerfile.stages.append(stage)
        if stage.name is not None:
            dockerfile.names.setdefault(stage.name.lower(), []).append(stage)
        return stage

    def base(self, stage: Stage, word: Text, escape: str) -> None:
        """Find out what a stage begins from: stages of the file, a named context, or an image."""
        dockerfile = self.dockerfile
        stage.base = base = lexer.value(word, escape, dockerfile.outer)
        found = dockerfile.stage(base)
        family = self.family(base) if found is None and not base.known else ()
        if found is not None:
            stage.inherit((found,))
        elif family:
            stage.inherit(family)
        elif base and base not in dockerfile.contexts:
            stage.image = parse_image(base, "base", None, self.origin(word, escape))

    def family(self, base: Text) -> tuple[Stage, ...]:
        """Return the stages that ``base-${TARGETARCH}`` may stand for: those whose names fit what is known of it."""
        literal = _VARIABLE.split(base.lower())
        if not literal[0] and not literal[-1]:
            return ()
        size = sum(map(len, literal))
        names = islice(reversed(self.dockerfile.names.items()), MAX_CHAIN)
        fitting = [
            stages[-1]
            for name, stages in names
            if name.startswith(literal[0]) and name.endswith(literal[-1]) and len(name) > size
        ]
        return tuple(sorted(fitting, key=lambda stage: stage.index))

    def origin(self, word: Text, escape: str) -> Text | None:
        """Return the ARG from which a base takes its name."""
        for name, *_ in lexer.names(word, escape) if "$" in word else ():
            variable = self.dockerfile.globals.get(name)
            if variable is not None:
                return variable.at
        return None

    def define(self, instruction: Instruction, stage: Stage) -> None:
        """Record what ENV or ARG sets. In ``ENV a=1 b=$a`` the old ``a`` is meant, in ``ARG a=1 b=$a`` the new one."""
        kind = instruction.key.lower()
        for pair in instruction.pairs:
            if kind == "env" and pair.value is None:
                continue
            key = instruction.plain(pair.key)
            name = str(key)
            if pair.value is not None and kind == "arg":
                value = self.known(lexer.value(pair.value, instruction.escape, self.inside(instruction, stage)))
            elif pair.value is not None:
                value = self.known(instruction.expand(pair.value))
            else:
                outer = self.dockerfile.globals.get(name)
                value = outer.value if outer else None
            if kind == "arg":
                self.dockerfile.arguments.setdefault(name, []).append(instruction)
                value = self.options.build_args.get(name, value)
            stage.scope.define(name, instruction.index, Variable(value, kind, key))

    @staticmethod
    def inside(instruction: Instruction, stage: Stage) -> lexer.Lookup:
        """Return the look-up for an ARG of a stage, which sees what stands before it on the same line."""

        def lookup(name: str) -> str | None:
            found = stage.variable(name, instruction.index + 1)
            return found.value if found else None

        return lookup

    def shell(self, instruction: Instruction, stage: Stage) -> None:
        """Record a SHELL instruction."""
        array = instruction.array
        if array is None or array.error or not array.items:
            return
        names = [program_name(str(item)) for item in array.items]
        name = next((name for name in names if name in _SHELLS), names[0])  # ["conda", "run", "bash", "-c"]
        stage.scope.set_shell(instruction.index, Shell(name, tuple(str(item) for item in array.items), True))

    @staticmethod
    def workdir(instruction: Instruction, stage: Stage) -> None:
        """Record where WORKDIR leads; a path that begins with an unknown variable is taken to be absolute."""
        path = instruction.expand(instruction.value)
        before = stage.workdir(instruction.index)
        absolute = _ABSOLUTE.match(path) is not None
        if before is None and not absolute:
            return
        joined = str(path) if absolute else f"{before}/{path}"
        known = path.known and len(joined) < _MAX_PATH and (absolute or bool(before)) and "\\" not in joined
        stage.scope.set_workdir(instruction.index, normpath(joined) if known else "")

    def finish(self) -> None:
        """Mark the stages that ship."""
        dockerfile = self.dockerfile
        targets = [stage for name in self.options.targets if (stage := dockerfile.target_named(name))]
        for target in targets or dockerfile.stages[-1:]:
            target.target = True
            waiting = [target]
            while waiting:
                shipped = waiting.pop()
                if not shipped.ships:
                    shipped.ships = True
                    waiting += shipped.family
