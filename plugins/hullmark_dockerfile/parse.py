"""Text to Dockerfile: instructions sorted into stages, with the variables and shells they set."""

from __future__ import annotations

from hullmark.model import parse_image
from hullmark.plugin import Comment
from hullmark.plugin import LineIndex
from hullmark.plugin import Text

from hullmark_dockerfile import lexer
from hullmark_dockerfile.options import DockerfileOptions
from hullmark_dockerfile.split import Layout
from hullmark_dockerfile.split import split
from hullmark_dockerfile.tree import PLATFORM_ARGS
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Shell
from hullmark_dockerfile.tree import Stage
from hullmark_dockerfile.tree import Variable

#: Characters of all expanded values of a file together.
_MAX_VALUES = 4 * 1024 * 1024


def parse(text: str, lines: LineIndex, options: DockerfileOptions) -> Dockerfile:
    """Parse a Dockerfile; never raises for any text."""
    layout = split(text, lines)
    dockerfile = Dockerfile(layout.directives, layout.escape)
    dockerfile.comments = _comments(text, lines, layout)
    dockerfile.contexts = options.contexts
    builder = _Builder(dockerfile, options)
    for piece in layout.pieces:
        index = len(dockerfile.instructions)
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


class _Builder:
    """Sorts instructions into stages and keeps track of what they set."""

    def __init__(self, dockerfile: Dockerfile, options: DockerfileOptions) -> None:
        self.dockerfile = dockerfile
        self.options = options
        self.stage: Stage | None = None
        self.budget = _MAX_VALUES

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
        stage.instructions.append(instruction)
        instruction.stage = stage
        if instruction.trigger is not None:
            instruction.trigger.stage = stage
        if instruction.key in ("ENV", "ARG"):
            self.define(instruction, stage)
        elif instruction.key == "SHELL":
            self.shell(instruction, stage)

    def outside(self, instruction: Instruction) -> None:
        """Take an ARG in front of the first FROM."""
        self.dockerfile.outside.append(instruction)
        for pair in instruction.pairs:
            name = str(instruction.plain(pair.key))
            value = self.options.build_args.get(name)
            if value is None and pair.value is not None:
                value = self.known(lexer.value(pair.value, instruction.escape, self.global_value))
            self.dockerfile.globals[name] = Variable(value, "arg", pair.key)

    def global_value(self, name: str) -> str | None:
        """Look a variable up for FROM: a declared argument, or one that BuildKit sets; any other is empty."""
        variable = self.dockerfile.globals.get(name)
        if variable is not None:
            return variable.value
        return self.options.build_args.get(name) if name in PLATFORM_ARGS else ""

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
                stage.base = lexer.value(words[0], instruction.escape, self.global_value)
                stage.parent = dockerfile.stage(stage.base) if stage.base.known else self.family(words[0])
                if stage.parent is None and stage.base:
                    stage.image = parse_image(stage.base, "base", None, self.origin(words[0], instruction.escape))
        dockerfile.stages.append(stage)
        if stage.name is not None:
            dockerfile.names.setdefault(stage.name.lower(), []).append(stage)
        return stage

    def family(self, word: Text) -> Stage | None:
        """Return a stage that ``base-${TARGETARCH}`` may stand for: the latest whose name begins like it."""
        prefix = word.partition("$")[0].strip("\"'").lower()
        if not prefix or not any(name in word for name in PLATFORM_ARGS):
            return None
        return next((stage for name, stages in self.dockerfile.names.items() if name.startswith(prefix)
                     for stage in stages), None)

    def origin(self, word: Text, escape: str) -> Text | None:
        """Return the ARG from which a base takes its name."""
        for name, *_ in lexer.names(word, escape) if "$" in word else ():
            variable = self.dockerfile.globals.get(name)
            if variable is not None:
                return variable.at
        return None

    def define(self, instruction: Instruction, stage: Stage) -> None:
        """Record what ENV or ARG sets. In ``ENV a=1 b=$a`` the old ``a`` is meant."""
        kind = instruction.key.lower()
        for pair in instruction.pairs:
            if kind == "env" and pair.value is None:
                continue
            key = instruction.plain(pair.key)
            name = str(key)
            if pair.value is not None:
                value = self.known(instruction.expand(pair.value))
            else:
                outer = self.dockerfile.globals.get(name)
                value = outer.value if outer else None
            if kind == "arg":
                value = self.options.build_args.get(name, value)
            stage.define(name, instruction.index, Variable(value, kind, key))

    def shell(self, instruction: Instruction, stage: Stage) -> None:
        """Record a SHELL instruction."""
        array = instruction.array
        if array is None or array.error or not array.items:
            return
        name = array.items[0].rsplit("/", 1)[-1].rsplit("\\", 1)[-1].lower().removesuffix(".exe")
        stage.set_shell(instruction.index, Shell(name, tuple(str(item) for item in array.items), True))

    def finish(self) -> None:
        """Mark the stages that ship."""
        dockerfile = self.dockerfile
        targets = [stage for name in self.options.targets if (stage := dockerfile.stage(name))]
        for target in targets or dockerfile.stages[-1:]:
            shipped: Stage | None = target
            while shipped is not None and not shipped.ships:
                shipped.ships = True
                shipped = shipped.parent
