"""JSON, and JSON with comments, as located nodes: JSON is YAML in flow style, and its own parser says what is wrong."""

from __future__ import annotations

import json
import re

from hullmark.plugin import Comment
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import compose

from hullmark_daemon.settings import Fault
from hullmark_daemon.settings import Parsed

_TOKEN = pattern(r'"(?:[^"\\\n]|\\.)*"?|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=\s*[\]}])', re.DOTALL)
_BLANKED = pattern(r"[^\s]")
_NONE = "this is no JSON:"
#: What the parser says in other words than ours.
_SAID = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Extra data": "something stands behind the end",
}


def read_json(text: str, lenient: bool = False) -> Parsed:
    """Read a JSON text; a ``lenient`` one may have comments and commas before a closing bracket. Never raises."""
    comments: list[Comment] = []
    plain = _without_comments(text, comments) if lenient else text
    stream = compose(plain)
    troubles = [trouble for trouble in stream.troubles if trouble.kind != "duplicate"]
    stream.troubles = [trouble for trouble in stream.troubles if trouble.kind == "duplicate"]
    del stream.roots[1:]
    refused = _refused(plain)
    if refused is None and troubles:
        refused = Fault(troubles[0].span, troubles[0].message)
    return Parsed(stream, (refused,) if refused is not None else (), tuple(comments))


def _refused(text: str) -> Fault | None:
    """Return what the grammar refuses, at its place; an empty text is none, and says nothing."""
    try:
        json.loads(text or "null", parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        before = text[:error.pos + 1].rstrip(" \t\r\n]}")
        if before.endswith(",") and text[len(before):].lstrip()[:1] in ("]", "}"):
            return Fault(Span(len(before) - 1, len(before)), f"{_NONE} a comma stands before the closing bracket")
        at = min(error.pos, len(text.rstrip()) - 1)
        said = _SAID.get(error.msg, error.msg[:1].lower() + error.msg[1:])
        return Fault(Span(at, at + 1), f"{_NONE} {said}") if at >= 0 else None
    except RecursionError:
        pass
    return None


def _without_comments(text: str, comments: list[Comment]) -> str:
    """Return a text with blanks for comments and for commas that JSON does not have; add the comments to the list."""

    def blank(match: re.Match[str]) -> str:
        if match[0][0] != "/":
            return match[0]
        span = Span(*match.span())
        body = Text(match[0], span).part(2, len(match[0]) - (2 if match[0].endswith("*/") else 0))
        comments.append(Comment(body.strip_part(), span))
        return _BLANKED.sub(" ", match[0])

    plain = _TOKEN.sub(blank, text)
    return _TOKEN.sub(lambda match: " " if match[0] == "," else match[0], plain)
