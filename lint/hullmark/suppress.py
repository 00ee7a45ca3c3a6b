"""Suppressions: comments and annotations that silence findings, ours and those of other tools.

Our own, in a comment of any format::

    # hullmark: ignore[image-tag-latest] the base is rebuilt every night
    # hullmark: ignore[credentials, DL3007] until 2027-01-31: waiting for the vendor
    # hullmark: ignore-block[no-user] this stage only builds
    # hullmark: ignore-file[pinning]

An id is a slug, a family, a category or another tool's id. Without an id the comment silences nothing and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.document import Document
from hullmark.text import Comment
from hullmark.text import Span
from hullmark.text import Text

#: Scopes of our comment by its word; the second member is what ``Format.scope`` is asked for.
SCOPES = {"ignore": "next", "ignore-block": "block", "ignore-stage": "block", "ignore-file": "file"}

_OWN = pattern(
    r"hullmark:\s*(?P<scope>ignore(?:-[a-z]+)?)\s*(?:\[(?P<ids>[^\]\n]*)\])?"
    r"\s*(?:until\s+(?P<until>[0-9-]+))?\s*[-:]*\s*(?P<reason>[^\n]*)",
    re.IGNORECASE,
)
_ID = pattern(r"[^\s,;]+")


class Suppression(NamedTuple):
    """Silence some rules in a range.

    ``ids`` are as written; each is looked up with ``peer`` in front when it is not known by itself. ``region`` covers
    the findings that begin in it, ``comment`` is what to underline. ``until`` is an ISO date ("" for none) after
    which it has no effect. ``strict`` tells that every id the peer has is known here, so that another one is an
    error. ``wide`` regions (a whole file, or all rules) never hide credentials unless an id names them.
    """

    ids: tuple[Text, ...]
    region: Span
    comment: Span
    reason: str = ""
    until: str = ""
    peer: str = "hullmark"
    strict: bool = False
    wide: bool = False


#: What a pack's hook returns: finds the suppressions of one dialect in a document.
Dialect = Callable[[Document], Iterable[Suppression]]


def split_ids(text: Text) -> tuple[Text, ...]:
    """Return the ids of a list separated by commas or blanks, each with its place."""
    return tuple(text.part(match.start(), match.end()) for match in _ID.finditer(text))


def own(document: Document, scope: Callable[[Document, Comment, str], Span]) -> Iterator[Suppression]:
    """Find our own suppressions in the comments of a document."""
    for comment in document.comments if "hullmark:" in document.text.lower() else ():
        if "hullmark:" not in comment.text.lower():
            continue
        for match in _OWN.finditer(comment.text):
            kind = SCOPES.get(match["scope"].lower())
            if kind is None:
                continue
            ids = split_ids(comment.text.part(*match.span("ids"))) if match["ids"] is not None else ()
            region = Span(0, len(document.text) + 1) if kind == "file" else scope(document, comment, kind)
            at = comment.text.part(match.start(), match.end())
            yield Suppression(
                ids, region, at.span, match["reason"].strip(), match["until"] or "", strict=True, wide=kind == "file"
            )
