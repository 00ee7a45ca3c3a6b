"""Variables that the builder replaces, and whether they are set where they are used.

Reference: the Expand methods in frontend/dockerfile/instructions/commands.go of BuildKit 0.25.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile import expand
from hullmark_dockerfile.environment import variables_of
from hullmark_dockerfile.scopes import Reference
from hullmark_dockerfile.tree import PLATFORM_ARGS
from hullmark_dockerfile.tree import Instruction

#: Instructions in which the builder replaces variables, FROM aside.
KEYWORDS = (
    "ADD", "ARG", "COPY", "ENV", "EXPOSE", "LABEL", "RUN", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
)

_IDENTIFIER = pattern(r"[A-Za-z_]\w*")
_OPERATOR = pattern(r":?[-+?]|[#%/]")
#: In a here-document quotes mean nothing.
_IN_BODY = pattern(r"\\.|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)([^}]*)\})", re.DOTALL)
_FLAGS = frozenset(("chown", "chmod", "checksum"))


def in_text(text: Text, escape: str, owner: str = "", depth: int = 0) -> Iterator[Reference]:
    """Yield the variables in a word, those in the words behind modifiers included.

    What has no modifier that the builder knows is no variable but a placeholder of another tool.
    """
    if "$" not in text:
        return
    for name, start, end, modifier in expand.names(text, escape):
        if not _IDENTIFIER.fullmatch(name) or modifier and not _OPERATOR.match(modifier):
            continue
        at = text.part(start, end)
        yield Reference(name, at, modifier, owner)
        if "$" in modifier and depth < expand.MAX_DEPTH:
            first = text.index(modifier, start)
            yield from in_text(text.part(first, first + len(modifier)), escape, owner, depth + 1)


def references(instruction: Instruction) -> Iterator[Reference]:
    """Yield the variables that the builder replaces in an instruction, FROM aside; none for a trigger."""
    escape = instruction.escape
    if instruction.onbuild:
        return
    if instruction.key in ("COPY", "ADD"):
        yield from _in_bodies(instruction)
    if "$" not in instruction.text:
        return
    if instruction.key in ("ENV", "LABEL", "ARG"):
        for pair in instruction.pairs:
            yield from in_text(pair.key, escape)
            if pair.value is not None:
                yield from in_text(pair.value, escape, str(pair.key))
    elif instruction.key == "RUN":
        for mount in instruction.mounts:
            for name, value in mount.options.items():
                if value is not None and name != "from":
                    yield from in_text(value, escape)
    elif instruction.key in KEYWORDS:
        for flag in instruction.flags:
            if flag.value is not None and flag.name in _FLAGS:
                yield from in_text(flag.value, escape)
        array = instruction.array
        for word in array.items if array is not None and not array.error else (instruction.value,):
            yield from in_text(word, escape)


def _in_bodies(instruction: Instruction) -> Iterator[Reference]:
    for heredoc in instruction.heredocs:
        for match in _IN_BODY.finditer(heredoc.body) if heredoc.expands else ():
            name = match[1] or match[2]
            if name:
                yield Reference(name, heredoc.body.part(*match.span()), match[3] or "")


def unset_in(instruction: Instruction) -> Iterator[Reference]:
    """Yield the variables that are replaced in an instruction though no line before it sets them.

    Those that the base image is known to set are left out, and uses that say what happens otherwise.
    """
    stage = instruction.stage
    inherited: frozenset[str] | None = None
    own: dict[str, int] = {}
    for pair in instruction.pairs if instruction.key == "ARG" else ():
        own.setdefault(str(pair.key), pair.span.end)
    for reference in references(instruction):
        name = reference.name
        if reference.guarded or stage.variable(name, instruction.index) is not None:
            continue
        if name in own and own[name] <= reference.at.span.start:
            continue  # ARG sets one name after the other
        if inherited is None:
            inherited, _ = variables_of(stage.root_image)
        if name not in inherited:
            yield reference


def declared(instruction: Instruction, name: str) -> bool:
    """Tell whether an ARG somewhere in the file declares a name, or the builder does."""
    return name in PLATFORM_ARGS or name in instruction.stage.dockerfile.arguments


def in_from(instruction: Instruction) -> Iterator[Reference]:
    """Yield the variables in the base and the platform of FROM."""
    flag = instruction.flag("platform")
    if flag is not None and flag.value is not None:
        yield from in_text(flag.value, instruction.escape)
    if instruction.words:
        yield from in_text(instruction.words[0], instruction.escape)
