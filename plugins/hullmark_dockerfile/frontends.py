"""Files that are not, or not yet, plain Dockerfiles: other frontends, templates, and stray text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import pattern

from hullmark_dockerfile.tree import KEYWORDS
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction

#: Docker's own frontends; any other may know instructions and flags of its own.
_DOCKER = pattern(r"(?:(?:index\.)?docker\.io/)?docker/dockerfile(?:-upstream)?(?:[:@]|$)")
_VERSION = pattern(r":(\d{1,4})\.(\d{1,4})")

#: How a line of a template begins, or an instruction that a preprocessor reads.
_TEMPLATE = pattern(r"\{[{%#]|<[%#]|@@|%%|\$\{\{|INCLUDE\+?$", re.IGNORECASE)


def other_frontend(dockerfile: Dockerfile) -> bool:
    """Tell whether a frontend that is not Docker's own reads the file."""
    syntax = dockerfile.directive("syntax")
    return syntax is not None and not _DOCKER.match(syntax.value)


def frontend_version(dockerfile: Dockerfile) -> tuple[int, int] | None:
    """Return major and minor version of Docker's frontend, None where the file leaves one of them open."""
    syntax = dockerfile.directive("syntax")
    version = _VERSION.search(syntax.value) if syntax is not None and _DOCKER.match(syntax.value) else None
    return (int(version[1]), int(version[2])) if version else None


def templated(instruction: Instruction) -> bool:
    """Tell whether an instruction is a line for a template engine or a preprocessor."""
    return _TEMPLATE.match(instruction.keyword) is not None


def placeholder(text: str) -> bool:
    """Tell whether text holds an expression of a template engine, whose blanks separate no words."""
    return "{{" in text or "{%" in text or "<%" in text


def wordlike(instruction: Instruction) -> bool:
    """Tell whether an instruction begins with a word that could be meant as its keyword."""
    return (instruction.keyword[:1].isalpha() or instruction.keyword[:1] == "_") and not templated(instruction)


def foreign(instruction: Instruction) -> bool:
    """Tell whether an instruction is none."""
    return instruction.key not in KEYWORDS


def strays(dockerfile: Dockerfile) -> Iterator[tuple[Instruction, Instruction | None]]:
    """Yield what is no instruction, triggers too, each with the instruction that ends on the line above it."""
    before: Instruction | None = None
    for instruction in dockerfile.instructions:
        if instruction.trigger is not None:
            if foreign(instruction.trigger):
                yield instruction.trigger, None
        elif foreign(instruction):
            yield instruction, before if before is not None and before.last + 1 == instruction.first else None
        before = instruction
