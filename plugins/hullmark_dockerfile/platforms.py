"""The platform that FROM names."""

from __future__ import annotations

from hullmark.plugin import Edit
from hullmark.plugin import Span

from hullmark_dockerfile.lexer import Flag
from hullmark_dockerfile.tree import Instruction


def without_flag(instruction: Instruction, flag: Flag) -> Edit:
    """Return the edit that takes out a flag and what separates it from the next word."""
    following = [other.span.start for other in instruction.flags if other.span.start > flag.span.start]
    end = min([*following, instruction.value.span.start])
    return Edit(Span(flag.span.start, max(end, flag.span.end)), "")
