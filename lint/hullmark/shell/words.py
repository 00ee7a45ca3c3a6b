"""Where shell words end, and what they say once quotes are removed.

Positions are indices into the text at hand, not offsets in a file. All functions accept broken input: what is not
closed reaches to the end. Grammar: POSIX.1-2017, Shell Command Language 2.2 and 2.3, with bash's ``$'...'``,
``<(...)`` and array assignments.
"""

from __future__ import annotations

import re

from hullmark.text import Text
from hullmark.text import join

#: Nested substitutions beyond this depth are skipped as plain text.
MAX_DEPTH = 64

_PLAIN = re.compile(r"[^\s'\"\\$`|&;()<>]+")
_SPECIAL = re.compile(r"['\"\\$`]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_QUOTED = re.compile(r"[^\"\\$`]+")
_NESTED = re.compile(r"[^'\"\\$`()#]+")
#: How far behind ``$(`` a case construct is looked for; a bound keeps many substitutions linear.
_CASE_WINDOW = 8192
_PATTERN = re.compile(r"(?:^|;;|\bin)\s*\(?[^()\s;]*(\))")
_CASE = re.compile(r"(?:^|[\s;&|(])(case\s+\S+\s+in|esac)(?=$|[\s;&|)])")

Ranges = list[tuple[int, int]]


def word_end(text: str, start: int, end: int, nested: Ranges) -> int:
    """Return the end of the word at ``start``; append the inside of each command substitution to ``nested``."""
    at = start
    while at < end:
        plain = _PLAIN.match(text, at, end)
        if plain:
            at = plain.end()
            continue
        character = text[at]
        if character == "'":
            at = _after(text, "'", at + 1, end)
        elif character == '"':
            at = _double_quoted(text, at + 1, end, nested)
        elif character == "\\":
            at = min(at + 2, end)
        elif character == "$":
            at = _dollar(text, at, end, nested)
        elif character == "`":
            at = _backquoted(text, at, end, nested)
        elif character in "<>" and text.startswith("(", at + 1) and at + 1 < end:
            at = _substitution(text, at + 2, end, nested)
        elif character == "(" and at > start and text[at - 1] == "=":
            at = matching(text, at + 1, end)
        else:
            break
    return at


def _after(text: str, closing: str, start: int, end: int) -> int:
    at = text.find(closing, start, end)
    return end if at < 0 else at + 1


def _double_quoted(text: str, start: int, end: int, nested: Ranges) -> int:
    at = start
    while at < end:
        plain = _QUOTED.match(text, at, end)
        if plain:
            at = plain.end()
            continue
        character = text[at]
        if character == '"':
            return at + 1
        if character == "\\":
            at = min(at + 2, end)
        elif character == "$":
            at = _dollar(text, at, end, nested)
        else:
            at = _backquoted(text, at, end, nested)
    return end


def _backquoted(text: str, start: int, end: int, nested: Ranges) -> int:
    at = start + 1
    while at < end and text[at] != "`":
        at += 2 if text[at] == "\\" else 1
    nested.append((start + 1, min(at, end)))
    return min(at + 1, end)


def _substitution(text: str, start: int, end: int, nested: Ranges) -> int:
    closing = matching(text, start, end)
    nested.append((start, closing - 1 if closing > start and text[closing - 1:closing] == ")" else closing))
    return closing


def _dollar(text: str, start: int, end: int, nested: Ranges) -> int:
    """Return the end of the expansion at ``start``, or of the single dollar."""
    following = text[start + 1:start + 2] if start + 1 < end else ""
    if following == "(":
        if text.startswith("((", start + 1):
            return matching(text, start + 2, end)
        return _substitution(text, start + 2, end, nested)
    if following == "{":
        return _braces(text, start + 2, end)
    if following == "'":
        at = start + 2
        while at < end and text[at] != "'":
            at += 2 if text[at] == "\\" else 1
        return min(at + 1, end)
    name = _NAME.match(text, start + 1, end)
    return name.end() if name else start + 1


def _braces(text: str, start: int, end: int) -> int:
    """Return the end of ``${...}``, given the index behind the brace."""
    depth, at = 1, start
    while at < end:
        character = text[at]
        if character == "\\":
            at += 2
            continue
        if character == "'":
            at = _after(text, "'", at + 1, end)
            continue
        if character == "{" and text[at - 1] == "$":
            depth += 1
        elif character == "}":
            depth -= 1
            if not depth:
                return at + 1
        elif character == "\n" and depth == 1:
            return at
        at += 1
    return end


def matching(text: str, start: int, end: int) -> int:
    """Return the index behind the parenthesis that closes the one before ``start``, quotes and comments respected."""
    depth, at = 1, start
    cases = _case_patterns(text, start, end)
    while at < end:
        plain = _NESTED.match(text, at, end)
        if plain:
            at = plain.end()
            continue
        character = text[at]
        if character == "(":
            depth += 1
        elif character == ")":
            if at not in cases:
                depth -= 1
            if not depth:
                return at + 1
        elif character == "'":
            at = _after(text, "'", at + 1, end)
            continue
        elif character == '"':
            at = _skip_double_quoted(text, at + 1, end)
            continue
        elif character == "\\":
            at += 1
        elif character == "#" and text[at - 1] in " \t\n;":
            at = _after(text, "\n", at, end) - 1
        at += 1
    return end


def _skip_double_quoted(text: str, start: int, end: int) -> int:
    """Return the end of a double-quoted string; parentheses of ``$(...)`` inside are balanced by count alone."""
    depth, at = 0, start
    while at < end:
        character = text[at]
        if character == "\\":
            at += 2
            continue
        if character == '"' and not depth:
            return at + 1
        if character == "(" and (depth or text[at - 1] == "$"):
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        at += 1
    return end


def _case_patterns(text: str, start: int, end: int) -> frozenset[int]:
    """Return the indices of parentheses that close a pattern of ``case``, not a substitution."""
    end = min(end, start + _CASE_WINDOW)
    if text.find("esac", start, end) < 0:
        return frozenset()
    found: set[int] = set()
    position = -1
    for match in _CASE.finditer(text, start, end):
        if match[1] == "esac":
            position = -1
        elif position < 0:
            position = match.end()
            stop = text.find("esac", position, end)
            for pattern in _PATTERN.finditer(text[position - 2:stop if stop > 0 else end]):
                found.add(position - 2 + pattern.start(1))
    return frozenset(found)


def dequote(text: Text, start: int, end: int) -> Text:
    """Return the word from ``start`` to ``end`` without its quotes; not known when it holds an expansion."""
    raw = str.__getitem__(text, slice(start, end))
    if not _SPECIAL.search(raw):
        return text.part(start, end)
    pieces: list[tuple[str, int]] = []
    known = True
    at, size = 0, len(raw)

    def keep(first: int, last: int) -> None:
        pieces.append((raw[first:last], text.offset(start + first)))

    while at < size:
        special = _SPECIAL.search(raw, at)
        if special is None:
            keep(at, size)
            break
        if special.start() > at:
            keep(at, special.start())
            at = special.start()
        character = raw[at]
        if character == "'":
            closing = _after(raw, "'", at + 1, size)
            keep(at + 1, closing - 1 if raw[closing - 1:closing] == "'" and closing - 1 > at else closing)
            at = closing
        elif character == '"':
            at, clear = _dequote_double(raw, at + 1, keep)
            known = known and clear
        elif character == "\\":
            if raw[at + 1:at + 2] != "\n":
                keep(at + 1, min(at + 2, size))
            at += 2
        else:
            ignored: Ranges = []
            closing = _dollar(raw, at, size, ignored) if character == "$" else _backquoted(raw, at, size, ignored)
            if raw.startswith("$'", at):
                keep(at + 2, max(at + 2, closing - 1))
            else:
                keep(at, closing)
                known = known and closing == at + 1 and character == "$"
            at = closing
    whole = text.part(start, end)
    result = join([(value, offset) for value, offset in pieces if value], whole.span.end)
    runs = result.runs or ((0,), (result.span.start,))
    return Text(str(result), whole.span, runs, known and whole.known, whole.editable)


def _dequote_double(raw: str, start: int, keep: object) -> tuple[int, bool]:
    """Pass the inside of a double-quoted string to ``keep``; return its end and whether nothing in it is expanded."""
    assert callable(keep)
    at, size, known = start, len(raw), True
    while at < size:
        plain = _QUOTED.match(raw, at)
        if plain:
            keep(at, plain.end())
            at = plain.end()
            continue
        character = raw[at]
        if character == '"':
            return at + 1, known
        if character == "\\":
            following = raw[at + 1:at + 2]
            if following in ("$", "`", '"', "\\"):
                keep(at + 1, at + 2)
            elif following != "\n":
                keep(at, min(at + 2, size))
            at += 2
            continue
        ignored: Ranges = []
        closing = _dollar(raw, at, size, ignored) if character == "$" else _backquoted(raw, at, size, ignored)
        keep(at, closing)
        known = known and closing == at + 1 and character == "$"
        at = closing
    return size, known
