"""Names with values in text: files of settings in any of the usual notations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import holds

from hullmark_secrets import keys
from hullmark_secrets.judge import COMMON
from hullmark_secrets.judge import judge

#: One of them stands in every name that says credential.
HINTS = ("pass", "pwd", "secret", "token", "key", "cred", "jwt", "auth", "bearer", "pw", "psw")
#: Endings of files that are programs, pages or prose, where a name with a value is no setting.
_PROGRAMS = (
    ".css", ".go", ".html", ".java", ".js", ".jsx", ".lua", ".md", ".pl", ".ps1", ".py", ".rb", ".rego", ".rst", ".sql",
    ".ts", ".tsx", ".txt", ".tmpl", ".tpl", ".vcl",
)

_NAME = r"(?P<name>[A-Za-z_][\w.:/-]{1,80})"
#: A line ``name = value`` or ``name: value``, with or without quotes, and nothing behind it but a comment.
_LINE = (
    rf"(?m)^[ \t]*(?:- |export )?[\"']?{_NAME}[\"']?[ \t]{{0,40}}[=:][ \t]{{0,40}}"
    r"(?P<q>[\"']?)(?P<value>[^\s\"'#;,{}\[\]()<>|&][^\s\"';,(){}]{0,4095})(?P=q)[ \t]{0,8}[,;]?[ \t\r]{0,40}(?:#.*)?$"
)
#: ``"name": "value"``, ``name="value"``.
_QUOTED = rf"(?<![\w.$]){_NAME}(?:[\"'][ \t]{{0,20}}:[ \t]{{0,20}}|=)(?P<q>[\"'])(?P<value>[^\"'\n\\]{{1,256}})(?P=q)"
#: ``<name>value</name>``.
_ELEMENT = rf"<{_NAME}>(?P<value>[^<>\n]{{1,256}})</(?P=name)>"

#: Pairs of one text that are looked at, and how far the beginning of a line is looked for.
_MAX_PAIRS = 2000
_MAX_LINE = 1000


class Pair(NamedTuple):
    """A credential behind a name; ``common`` tells that everybody tries it first."""

    name: str
    value: Text
    common: bool


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def is_program(path: str) -> bool:
    """Tell whether the name of a file is that of a program or of prose."""
    return path.lower().endswith(_PROGRAMS)


def pairs_in(text: Text) -> Iterator[Pair]:
    """Yield the credentials that are written out behind a name which leaves little doubt, comments left out."""
    if not holds(text, HINTS):
        return
    seen: set[tuple[int, int]] = set()
    for pattern, mark in ((_LINE, ""), (_QUOTED, ""), (_ELEMENT, "</")):
        if mark not in text:
            continue
        for match in _regex(pattern).finditer(text):
            name = match["name"].rpartition("/")[2]
            place = match.span("value")
            if len(seen) == _MAX_PAIRS:
                return
            if place in seen or keys.strength(name) < keys.MEDIUM or _commented(text, match.start("name")):
                continue
            seen.add(place)
            value = text.part(*place)
            verdict = judge(name, value)
            if verdict.written_out:
                yield Pair(name, value.part(verdict.start, verdict.end), verdict.kind == COMMON)


def _commented(text: str, at: int) -> bool:
    """Tell whether a place is in a line that begins as a comment; in the middle of a very long one it is not."""
    start = max(at - _MAX_LINE, 0)
    return text[text.rfind("\n", start, at) + 1 or start:at].lstrip().startswith(("#", ";", "//", "<!--"))
