"""Credentials of users in files with which clients reach a cluster."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml import Stream

from hullmark_secrets.values import is_nothing
from hullmark_secrets.values import is_placeholder
from hullmark_secrets.values import is_reference

_FIELDS = ("token", "password", "client-key-data")
_PROVIDED = ("id-token", "access-token", "refresh-token", "client-secret")
#: What ``kubectl config view`` shows in the place of data.
_OMITTED = frozenset(("REDACTED", "DATA+OMITTED", "DATA OMITTED", "OMITTED"))


def credentials_of(stream: Stream) -> Iterator[tuple[str, Text]]:
    """Yield the credentials that are written out, each with the name of its field."""
    for root in stream.roots:
        if not isinstance(root, Mapping) or root.text("kind") != "Config":
            continue
        for entry in root.mappings("users"):
            user = entry.mapping("user")
            yield from _written_out(user, _FIELDS)
            yield from _written_out(user.mapping("auth-provider", "config"), _PROVIDED)


def _written_out(holder: Mapping, fields: tuple[str, ...]) -> Iterator[tuple[str, Text]]:
    for field in fields:
        value = holder.text(field)
        if value is None or not value.known or value in _OMITTED:
            continue
        if not (is_nothing(value) or is_placeholder(value) or is_reference(value)):
            yield field, value
