"""The format of Compose files: which files, how they are parsed, what a suppression comment governs."""

from __future__ import annotations

from collections.abc import Sequence

from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.yaml import governed

from hullmark_compose.facts import facts
from hullmark_compose.names import recognises
from hullmark_compose.sets import ProjectSet
from hullmark_compose.sets import read_project
from hullmark_compose.tree import Project


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    document = Document(path, text, "compose", options=options)
    project = read_project(document)
    ProjectSet([project], False)
    document.facts = facts(project, document, wanted)
    return document


def gather(documents: Sequence[Document]) -> None:
    """Make one set of the files of one directory."""
    ProjectSet([document.tree for document in documents], True)


def scope(document: Document, comment: Comment, kind: str) -> Span:
    """Return what a comment governs.

    ``next`` is the rest of its line and, for a comment on a line of its own, the line below with what belongs to it: a
    comment above a service, or behind its name, covers the service. ``block`` is the service that the comment stands
    in, or the whole file outside of any.
    """
    lines = document.lines
    if kind == "block":
        return _service(document, comment.span.start)
    for service in document.tree.services.values():
        if lines.line(service.key_node.start) == lines.line(comment.span.start):
            return Span(service.key_node.start, service.node.end + 1)
    return governed(lines, comment.span)


def _service(document: Document, at: int) -> Span:
    """Return the range of the service around an offset."""
    project: Project = document.tree
    for service in project.services.values():
        if service.key_node.start <= at <= service.node.end:
            return Span(service.key_node.start, service.node.end + 1)
    return Span(0, len(document.text) + 1)


FORMAT = Format("compose", ("*.yaml", "*.yml"), parse_document, scope, recognises=recognises, gather=gather)
