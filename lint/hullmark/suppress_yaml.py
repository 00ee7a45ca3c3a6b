"""Suppressions of other tools in the comments of YAML files, each dialect one function."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.deferred import pattern
from hullmark.document import Document
from hullmark.suppress import Suppression
from hullmark.suppress import split_ids
from hullmark.text import Comment
from hullmark.text import Span
from hullmark.yaml import governed

_CHECKOV = pattern(r"(?:checkov|bridgecrew|cortex):skip=([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::\s*(.*))?")
_TRIVY = pattern(r"(?:trivy|tfsec):ignore:([\w*-]+)((?::\w+:[\w.-]+)*)")
_KICS = pattern(r"(?:kics-scan|dd-iac-scan)\s+(ignore-line|ignore-block|ignore|disable=([\w,-]+))")
_SEMGREP = pattern(r"nosem(?:grep)?(?:\s*:\s*([\w.-]+(?:\s*,\s*[\w.-]+)*))?")


def commented(document: Document, needle: str, expression: re.Pattern[str]) -> Iterator[tuple[Comment, re.Match[str]]]:
    """Yield the comments of a document in which an expression matches, with each match."""
    for comment in document.comments if needle in document.text else ():
        if needle in comment.text:
            for match in expression.finditer(comment.text):
                yield comment, match


def first_line(document: Document, region: Span) -> Span:
    """Return a region up to the end of its first line."""
    return Span(region.start, document.lines.span(document.lines.line(region.start)).end)


def checkov(document: Document) -> Iterator[Suppression]:
    """Read ``#checkov:skip=ID:reason``."""
    for comment, match in commented(document, ":skip=", _CHECKOV):
        ids = split_ids(comment.text.part(*match.span(1)))
        region = governed(document.lines, comment.span)
        yield Suppression(ids, region, comment.span, (match[2] or "").strip(), peer="checkov")


def kics(document: Document) -> Iterator[Suppression]:
    """Read ``# kics-scan ignore``, ``ignore-line``, ``ignore-block`` and ``disable=ID,ID``."""
    whole = Span(0, len(document.text) + 1)
    for comment, match in commented(document, "-scan", _KICS):
        if match[2]:
            yield Suppression(split_ids(comment.text.part(*match.span(2))), whole, comment.span, peer="kics", wide=True)
        elif match[1] == "ignore":
            yield Suppression((comment.text.substitute("*"),), whole, comment.span, peer="kics", wide=True)
        else:
            region = governed(document.lines, comment.span)
            if match[1] == "ignore-line":
                region = first_line(document, region)
            yield Suppression((comment.text.substitute("*"),), region, comment.span, peer="kics")


def trivy(document: Document) -> Iterator[Suppression]:
    """Read ``#trivy:ignore:ID:exp:2026-01-31``."""
    for comment, match in commented(document, ":ignore:", _TRIVY):
        until = re.search(r":exp:(\d{4}-\d\d-\d\d)", match[2])
        yield Suppression(
            (comment.text.part(*match.span(1)),), governed(document.lines, comment.span), comment.span,
            until=until[1] if until else "", peer="trivy",
        )


def semgrep(document: Document) -> Iterator[Suppression]:
    """Read ``# nosemgrep`` and ``# nosemgrep: rule-id``, for the line itself or the one below."""
    for comment, match in commented(document, "nosem", _SEMGREP):
        listed = comment.text.part(*match.span(1)) if match[1] else comment.text.substitute("*")
        region = first_line(document, governed(document.lines, comment.span))
        yield Suppression(split_ids(listed), region, comment.span, peer="semgrep", wide=not match[1])
