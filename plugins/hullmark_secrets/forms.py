"""Credentials that are recognised by their form, in any text: the order of kinds here settles who reports what."""

from __future__ import annotations

from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hullmark.model import Decoded
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Document
from hullmark.plugin import Problem
from hullmark.plugin import Span

from hullmark_secrets import validators
from hullmark_secrets.connections import connections_in
from hullmark_secrets.detectors import tokens_in
from hullmark_secrets.hashes import hashes_in
from hullmark_secrets.pem import keys_in

TOKEN = "token"
KEY = "key"
URL = "url"
CONNECTION = "connection"
HASH = "hash"

#: What a validator's word means for severity and message.
_VERDICTS: dict[str, tuple[str | None, str]] = {
    validators.SURE: (None, ""),
    validators.DOUBTFUL: (WARNING, "; its checksum does not match, so it may be made up"),
    validators.TEST: (WARNING, "; it is one for tests"),
    validators.HALF: (WARNING, "; without its secret it opens nothing"),
    validators.PUBLIC: (INFO, "; this kind is meant to be seen, so check what it allows"),
}


class Form(NamedTuple):
    """A credential in a text: its kind, its place, and what to say of it; ``severity`` None stands for the rule's."""

    kind: str
    start: int
    end: int
    message: str
    severity: str | None = None

    @property
    def problem(self) -> Problem:
        """The problem that it is."""
        return Problem(Span(self.start, self.end), self.message, severity=self.severity)


def forms_in(text: str) -> Iterator[Form]:
    """Yield the credentials in a text, none inside another, by kind."""
    taken: list[Span] = []
    for found in (_keys, _tokens, _connections, _hashes):
        for form in found(text):
            span = Span(form.start, form.end)
            at = bisect_left(taken, span)
            if at and taken[at - 1].end > span.start or at < len(taken) and taken[at].start < span.end:
                continue
            taken.insert(at, span)
            yield form


@lru_cache(maxsize=2)
def _forms(text: str) -> tuple[Form, ...]:
    """Remember the last texts: several rules ask about them one after the other."""
    return tuple(forms_in(text))


def problems(fact: Document | Decoded, document: Document, kind: str) -> Iterator[Problem]:
    """Yield the problem of each credential of one kind in a document, or in a text that it holds encoded.

    One that is recognised as it stands, encoded, is not reported again.
    """
    if isinstance(fact, Document):
        for form in forms_of(document, kind):
            yield form.problem
        return
    start, end = fact.span
    for form in _forms(str(fact.text)):
        if form.kind == kind and not any(one.start < end and one.end > start for one in _forms(document.text)):
            message = form.message.replace("in clear text", "in base64")
            yield Problem(fact, message, severity=form.severity)


def forms_of(document: Document, kind: str) -> Iterator[Form]:
    """Yield the credentials of one kind in a document; those of lesser kinds not inside comments."""
    for form in _forms(document.text):
        if form.kind == kind and (kind in (TOKEN, KEY) or not in_comment(document, form.start)):
            yield form


def forms_in_comments(document: Document) -> Iterator[Form]:
    """Yield the credentials of lesser kinds in the comments of a document."""
    for form in _forms(document.text):
        if form.kind in (URL, CONNECTION) and in_comment(document, form.start):
            yield form


def in_comment(document: Document, offset: int) -> bool:
    """Tell whether an offset lies in a comment."""
    at = bisect_right(document.comments, offset, key=lambda comment: comment.span.start)
    return at > 0 and offset < document.comments[at - 1].span.end


def _tokens(text: str) -> Iterator[Form]:
    for token in tokens_in(text):
        severity, more = _VERDICTS[token.verdict]
        message = f"{token.name} in clear text, {token.end - token.start} characters{more}"
        yield Form(TOKEN, token.start, token.end, message, severity)


def _keys(text: str) -> Iterator[Form]:
    for key in keys_in(text):
        more = "; only its passphrase protects it" if key.encrypted else "; whoever reads it can use it"
        yield Form(KEY, key.start, key.end, f"{key.name} in clear text{more}", WARNING if key.encrypted else None)


def _connections(text: str) -> Iterator[Form]:
    for connection in connections_in(text):
        size = connection.end - connection.start
        what = f"{connection.scheme} URL" if connection.scheme else "connection string"
        kind = URL if connection.download else CONNECTION
        severity: str | None
        if connection.common:
            severity = INFO if connection.local else WARNING
            message = f"the {what} holds a password that everybody tries first"
        else:
            severity = WARNING if connection.local else None
            message = f"the {what} holds a password in clear text, {size} characters"
        yield Form(kind, connection.start, connection.end, message, severity)


def _hashes(text: str) -> Iterator[Form]:
    for found in hashes_in(text):
        yield Form(HASH, found.start, found.end, f"{found.name} password hash, which can be guessed offline")
