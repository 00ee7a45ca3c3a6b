"""Where COPY --from and RUN --mount=from= take files from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Text

from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

#: Instructions that can name an origin.
KEYWORDS = ("COPY", "RUN")


class Origin(NamedTuple):
    """The name behind ``from``, without quotes; ``mount`` tells that of a mount."""

    name: Text
    mount: bool

    @property
    def number(self) -> int | None:
        """The number, where stages are counted from 0, that the name is."""
        return int(self.name) if self.name.isascii() and self.name.isdigit() and len(self.name) < 9 else None


def origins(instruction: Instruction) -> Iterator[Origin]:
    """Yield what an instruction takes files from; nothing for a trigger, whose names belong to another file."""
    if instruction.onbuild or not instruction.flags:
        return
    if instruction.key == "COPY":
        for flag in instruction.flags:
            if flag.name == "from" and flag.value:
                yield Origin(instruction.plain(flag.value), False)
    elif instruction.key == "RUN":
        for mount in instruction.mounts:
            name = mount.options.get("from")
            if name:
                yield Origin(name, True)


def stage_of(instruction: Instruction, origin: Origin) -> Stage | None:
    """Return the stage that an origin names, wherever it stands in the file.

    Of several stages of that name it is the latest that is not behind the instruction's own.
    """
    dockerfile = instruction.stage.dockerfile
    number = origin.number
    if number is not None:
        return dockerfile.stages[number] if number < len(dockerfile.stages) else None
    return dockerfile.stage(origin.name, instruction.stage.index + 1) or dockerfile.stage(origin.name)
