"""The Dockerfile format: which files, how they are parsed, what a suppression comment governs."""

from __future__ import annotations

import re
from bisect import bisect_left
from posixpath import basename

from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.plugin import pattern

from hullmark_dockerfile.facts import facts
from hullmark_dockerfile.options import DockerfileOptions
from hullmark_dockerfile.options import read_hadolint
from hullmark_dockerfile.parse import parse
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction

#: Endings that make ``Dockerfile.x`` a file of another kind.
_OTHER = pattern(
    r"\.(dockerignore|md|markdown|rst|adoc|html?|go|py|pyi|rb|js|mjs|cjs|ts|tsx|java|kt|rs|c|h|cc|cpp|cs|php|pl|lua|sh"
    r"|bash|ps1|json|ya?ml|toml|xml|lock|log|svg|png|vim|el|nix|swp|bats|snap|sum|patch|diff|zip|gz)$|~$",
    re.IGNORECASE,
)


def parse_document(path: str, text: str, options: DockerfileOptions, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    options = options or DockerfileOptions()
    document = Document(path, text, "dockerfile", options=options)
    tree = parse(text, document.lines, options)
    document.tree = tree
    document.comments = lambda: tree.comments
    document.facts = facts(tree, wanted, basename(path))
    return document


def recognises(path: str, head: str) -> bool:
    """Tell whether a file with a fitting name is a Dockerfile: ``Dockerfile.md`` is not."""
    return not _OTHER.search(path)


def scope(document: Document, comment: Comment, kind: str) -> Span:
    """Return what a comment governs: the next line inside an instruction, else the next instruction, or a stage."""
    tree: Dockerfile = document.tree
    instructions = tree.instructions
    at = comment.span.start
    following = _first_behind(instructions, at)
    if kind == "block":
        stage = following.stage if following else (instructions[-1].stage if instructions else None)
        if stage is None or not stage.instructions:
            return Span(at, len(document.text) + 1)
        return Span(stage.instructions[0].span.start, stage.instructions[-1].end + 1)
    inside = _around(instructions, at)
    if inside is not None:
        line = document.lines.line(at) + 1
        while line < inside.last and document.text[slice(*document.lines.span(line))].strip()[:1] in ("", "#"):
            line += 1
        return document.lines.span(line)
    if following is None:
        return Span(at, at)
    return Span(following.span.start, following.end + 1)


def _first_behind(instructions: list[Instruction], offset: int) -> Instruction | None:
    index = bisect_left(instructions, offset, key=lambda instruction: instruction.span.start)
    return instructions[index] if index < len(instructions) else None


def _around(instructions: list[Instruction], offset: int) -> Instruction | None:
    following = _first_behind(instructions, offset)
    index = following.index - 1 if following else len(instructions) - 1
    candidate = instructions[index] if index >= 0 else None
    return candidate if candidate is not None and candidate.span.start < offset < candidate.span.end else None


def edit(document: Document, fact: object, field: str, value: str) -> tuple[Edit, ...] | None:
    """Write a field of a shared fact, for a fix; imported when the first fix needs it."""
    from hullmark_dockerfile.edit import edit as write

    return write(document, fact, field, value)


FORMAT = Format(
    name="dockerfile",
    globs=(
        "dockerfile", "containerfile", "*.dockerfile", "*.containerfile", "dockerfile[._-]*", "containerfile[._-]*",
    ),
    parse=parse_document,
    scope=scope,
    recognises=recognises,
    options=DockerfileOptions,
    edit=edit,
    imports={".hadolint.yaml": read_hadolint, ".hadolint.yml": read_hadolint},
)
