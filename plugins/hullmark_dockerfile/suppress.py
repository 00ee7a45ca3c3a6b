"""Suppression comments of the tools that lint Dockerfiles, each dialect one function.

A comment of a tool that has no notion of a place (checkov), and any comment in front of the first instruction, holds
for the whole file; the rest hold for the instruction below, as they do in the tool itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Span
from hullmark.plugin import Suppression
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import split_ids
from hullmark.suppress import Dialect

from hullmark_dockerfile.format import scope

_HADOLINT = pattern(
    r"hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*([A-Za-z0-9]+(?:\s*,\s*[A-Za-z0-9]+)*)\s*(?:#\s*(.*))?"
)
_BUILDKIT = pattern(r"(?:check\s*=\s*)?(?:.*;)?\s*skip=([A-Za-z0-9,\s]+)")
_CHECKOV = pattern(r"(?:checkov|bridgecrew):skip=([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::\s*(.*))?")
_TRIVY = pattern(r"(?:trivy|tfsec):ignore:([\w*-]+)((?::\w+:[\w.-]+)*)")
_KICS = pattern(r"kics-scan\s+(ignore-line|ignore-block|ignore|disable=([\w,-]+))")
_SEMGREP = pattern(r"nosem(?:grep)?(?:\s*:\s*([\w.-]+(?:\s*,\s*[\w.-]+)*))?")
_UTILS = pattern(r"dockerfile-utils:\s*ignore")
_LINT = pattern(r"dockerfile_lint\s*-\s*ignore")


def _whole(document: Document) -> Span:
    return Span(0, len(document.text) + 1)


def _below(document: Document, comment: Comment) -> tuple[Span, bool]:
    """Return what a comment governs, and whether that is the whole file: it stands before the first instruction."""
    instructions = document.tree.instructions
    if instructions and comment.span.end <= instructions[0].span.start:
        return _whole(document), True
    return scope(document, comment, "next"), False


def _found(document: Document, needle: str, expression: re.Pattern[str]) -> Iterator[tuple[Comment, re.Match[str]]]:
    """Yield the comments of a Dockerfile in which an expression matches, with each match."""
    for comment in document.comments if needle in document.text else ():
        if needle in comment.text:
            for match in expression.finditer(comment.text):
                yield comment, match


def _every(comment: Comment) -> tuple[Text, ...]:
    """Return the id that stands for every rule of a tool, underlined by the comment."""
    return (comment.text.substitute("*"),)


def hadolint(document: Document) -> Iterator[Suppression]:
    """Read ``# hadolint [global|stage] ignore=DL3008,SC2086 # reason``."""
    for comment, match in _found(document, "hadolint", _HADOLINT):
        ids = split_ids(comment.text.part(*match.span(2)))
        if match[1] == "global":
            region = _whole(document)
        else:
            region = scope(document, comment, "block" if match[1] else "next")
        yield Suppression(
            ids, region, comment.span, (match[3] or "").strip(), "", "hadolint", True, match[1] == "global"
        )


def buildkit(document: Document) -> Iterator[Suppression]:
    """Read ``# check=skip=A,B``: as a directive for the file, in a comment for the instruction below."""
    places = [(d.value, d.span, _whole(document)) for d in document.tree.directives if d.name.lower() == "check"]
    for comment in document.comments if "skip" in document.text else ():
        if comment.text.startswith("check") and "skip" in comment.text:
            places.append((comment.text, comment.span, scope(document, comment, "next")))
    for text, span, region in places:
        match = _BUILDKIT.match(text)
        if match is None:
            continue
        ids = split_ids(text.part(*match.span(1)))
        ids = tuple(identifier.substitute("*") if identifier.lower() == "all" else identifier for identifier in ids)
        wide = region == _whole(document)
        yield Suppression(ids, region, span, "", "", "buildkit", True, wide)


def checkov(document: Document) -> Iterator[Suppression]:
    """Read ``# checkov:skip=CKV_DOCKER_3: reason``, which holds for the file."""
    for comment, match in _found(document, ":skip=", _CHECKOV):
        ids = split_ids(comment.text.part(*match.span(1)))
        reason = (match[2] or "").strip()
        yield Suppression(ids, _whole(document), comment.span, reason, "", "checkov", False, True)


def trivy(document: Document) -> Iterator[Suppression]:
    """Read ``# trivy:ignore:DS-0002[:exp:2027-01-31]``."""
    for comment, match in _found(document, ":ignore:", _TRIVY):
        parameters = match[2].split(":")[1:]
        until = dict(zip(parameters[::2], parameters[1::2])).get("exp", "")
        region, wide = _below(document, comment)
        ids = (comment.text.part(*match.span(1)),)
        yield Suppression(ids, region, comment.span, "", until, "trivy", False, wide)


def kics(document: Document) -> Iterator[Suppression]:
    """Read ``# kics-scan ignore``, ``ignore-line``, ``ignore-block`` and ``disable=ids``."""
    for comment, match in _found(document, "kics-scan", _KICS):
        if match[1].startswith("disable"):
            ids = split_ids(comment.text.part(*match.span(2)))
            yield Suppression(ids, _whole(document), comment.span, "", "", "kics", False, True)
        elif match[1] == "ignore":
            yield Suppression(_every(comment), _whole(document), comment.span, "", "", "kics", False, True)
        else:
            yield Suppression(_every(comment), scope(document, comment, "next"), comment.span, "", "", "kics")


def semgrep(document: Document) -> Iterator[Suppression]:
    """Read ``# nosemgrep`` and ``# nosemgrep: path.to.rule-id``."""
    for comment, match in _found(document, "nosem", _SEMGREP):
        region = scope(document, comment, "next")
        if match[1] is None:
            yield Suppression(_every(comment), region, comment.span, "", "", "semgrep")
            continue
        ids = tuple(
            identifier.part(identifier.rfind(".") + 1)
            for identifier in split_ids(comment.text.part(*match.span(1)))
        )
        yield Suppression(ids, region, comment.span, "", "", "semgrep")


def dockerfile_utils(document: Document) -> Iterator[Suppression]:
    """Read ``# dockerfile-utils: ignore``."""
    for comment, _ in _found(document, "dockerfile-utils", _UTILS):
        region = scope(document, comment, "next")
        yield Suppression(_every(comment), region, comment.span, "", "", "dockerfileutils")


def dockerfile_lint(document: Document) -> Iterator[Suppression]:
    """Read ``# dockerfile_lint - ignore``."""
    for comment, _ in _found(document, "dockerfile_lint", _LINT):
        region = scope(document, comment, "next")
        yield Suppression(_every(comment), region, comment.span, "", "", "dockerfile_lint")


DIALECTS: tuple[Dialect, ...] = (
    hadolint, buildkit, checkov, trivy, kics, semgrep, dockerfile_utils, dockerfile_lint,
)
