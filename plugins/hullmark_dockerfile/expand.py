"""What a word says: quotes and escapes removed, variables replaced.

Reference: frontend/dockerfile/shell/lex.go of BuildKit 0.25.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import join
from hullmark.plugin import pattern

#: Values longer than this are taken for unknown: ``ARG A1=$A0$A0`` doubles.
MAX_VALUE = 64 * 1024
#: Nesting of ``${...}`` that is followed.
MAX_DEPTH = 64

_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")
_OPERATOR = pattern(r":[-+?]|[-+?]|##?|%%?|//?")
#: A word without quotes and escapes in which every brace is closed, and none stands inside another.
_CLOSED = pattern(r"(?:[^$'\"\\`]++|\$(?!\{)|\$\{[^{}$'\"\\`]*+\})*")
#: What is not literal in a word, by escape character.
_SPECIAL = {escape: re.compile(rf"['\"$]|{re.escape(escape)}") for escape in "\\`"}
#: What matters between ``${`` and its brace, by escape character.
_BRACES = {escape: re.compile(rf"['\"}}]|\$\{{|{re.escape(escape)}") for escape in "\\`"}

#: Gives the value of a variable: a text, "" for one that is certainly not set, None where it cannot be known.
Lookup = Callable[[str], "str | None"]


def value(text: Text, escape: str, lookup: Lookup | None = None, depth: int = 0) -> Text:
    """Return what a word says: quotes and escapes removed, variables replaced.

    A variable that ``lookup`` does not know, and every variable without ``lookup``, stays as it is written and makes
    the text unknown. A text with a replaced variable is underlined as a whole.
    """
    if not _special(text, escape):
        return text
    if _quoted(text, escape):
        return text.inside(1, len(text) - 1)
    reader = _Reader(text, escape, lookup, depth)
    reader.read()
    whole = text.span
    if reader.size > MAX_VALUE:
        return Text(str(text), whole, text.runs, False, False)
    content = "".join(piece for piece, _ in reader.pieces)
    if reader.substituted:
        return text.substitute(content, reader.known and text.known)
    result = join([piece for piece in reader.pieces if piece[0]], whole.end)
    runs = result.runs if result and result.runs else ((0,), (result.span.start if result else whole.start,))
    return Text(content, whole, runs, reader.known and text.known, text.editable)


def _special(text: str, escape: str) -> bool:
    return "$" in text or '"' in text or "'" in text or escape in text


def _quoted(text: str, escape: str) -> bool:
    """Tell whether a word is one quoted text in which nothing is special, as many are, and no line continues."""
    quote = text[0]
    if quote not in "\"'" or len(text) < 3 or text.find(quote, 1) != len(text) - 1:
        return False
    return quote == "'" or not ("$" in text or escape in text)


def names(text: str, escape: str) -> list[tuple[str, int, int, str]]:
    """List the variables in a word outside single quotes: name, start, end, and the modifier behind the name."""
    reader = _Reader(Text(text, Span(0, len(text))), escape, None, 0)
    reader.read()
    return reader.seen


def unclosed(text: str, escape: str) -> int:
    """Return where the first quote or ``${`` stands that nothing closes, -1 where all are closed."""
    if _CLOSED.fullmatch(text):
        return -1
    if "'" not in text and "${" not in text and escape not in text:
        return text.rfind('"') if text.count('"') % 2 else -1
    reader = _Reader(Text(text, Span(0, len(text))), escape, None, 0)
    reader.read()
    return reader.open


class _Reader:
    """One pass over a word.

    ``size`` counts the characters of the value, ``open`` is the place of a quote or brace that is not closed.
    """

    def __init__(self, text: Text, escape: str, lookup: Lookup | None, depth: int) -> None:
        self.text = text
        self.escape = escape
        self.lookup = lookup
        self.depth = depth
        self.pieces: list[tuple[str, int]] = []
        self.size = 0
        self.known = True
        self.substituted = False
        self.open = -1
        self.seen: list[tuple[str, int, int, str]] = []

    def keep(self, start: int, end: int) -> None:
        """Take characters as they are."""
        self.size += end - start
        text = self.text
        if text.runs is None:
            self.pieces.append((str.__getitem__(text, slice(start, end)), text.start + start))
        else:
            self.pieces += text.part(start, end).pieces()

    def read(self) -> None:
        """Read the word, or as much of it as a value may be long."""
        text, escape = str(self.text), self.escape
        special = _SPECIAL[escape]
        at, end = 0, len(text)
        double = -1
        while at < end and (self.size <= MAX_VALUE or self.lookup is None):
            match = special.search(text, at)
            if match is None:
                self.keep(at, end)
                break
            if match.start() > at:
                self.keep(at, match.start())
            at = match.start()
            character = match[0]
            if character == '"':
                double = at if double < 0 else -1
                at += 1
            elif character == "'" and double < 0:
                at = self.single(at, end)
            elif character == "'":
                self.keep(at, at + 1)
                at += 1
            elif character == "$":
                at = self.variable(at, end)
            elif double >= 0 and text[at + 1:at + 2] not in ('"', "$", escape):
                self.keep(at, at + 1)
                at += 1
            else:
                self.keep(at + 1, min(at + 2, end))
                at += 2
        if double >= 0 and self.open < 0:
            self.open = double

    def single(self, start: int, end: int) -> int:
        """Take what stands in single quotes; return the end."""
        closing = str.find(self.text, "'", start + 1)
        if closing < 0:
            self.open = start if self.open < 0 else self.open
            closing = end
        self.keep(start + 1, closing)
        return closing + 1

    def variable(self, start: int, end: int) -> int:
        """Replace the variable at ``start``; return its end."""
        text = str(self.text)
        if text.startswith("{", start + 1):
            stop = closing_brace(text, start + 2, self.escape)
            if stop > end:
                self.open = start if self.open < 0 else self.open
                stop = end + 1
            inside = text[start + 2:stop - 1]
            stop = min(stop, end)
            name = _NAME.match(inside)
            identifier = name[0] if name else ""
            modifier = inside[len(identifier):]
        else:
            name = _NAME.match(text, start + 1)
            if name is None:
                self.keep(start, start + 1)
                return start + 1
            identifier, modifier, stop = name[0], "", name.end()
        self.seen.append((identifier, start, stop, modifier))
        replaced = self.replace(identifier, modifier) if self.lookup and identifier else None
        if replaced is None:
            self.known = False
            self.keep(start, stop)
        else:
            self.substituted = True
            self.size += len(replaced)
            self.pieces.append((replaced, 0))
        return stop

    def replace(self, name: str, modifier: str) -> str | None:
        """Return the value of ``${name<modifier>}``, None where it cannot be known."""
        assert self.lookup is not None
        current = self.lookup(name)
        if not modifier:
            return current
        operator = _OPERATOR.match(modifier)
        if operator is None or self.depth >= MAX_DEPTH:
            return None
        argument = self.nested(modifier[operator.end():])
        if operator[0][-1] == "-":
            return argument if not current else current
        if operator[0][-1] == "?":
            return current
        if operator[0][-1] == "+":
            return argument if current else current
        if current is None or argument is None:
            return None
        return _pattern(current, operator[0], argument)

    def nested(self, word: str) -> str | None:
        """Return the value of the word inside braces."""
        inner = value(Text(word, Span(0, len(word))), self.escape, self.lookup, self.depth + 1)
        return str(inner) if inner.known else None


def closing_brace(text: str, start: int, escape: str) -> int:
    """Return the index behind the brace that closes the ``${`` in front of ``start``, past the end if there is none.

    Braces in quotes close nothing.
    """
    depth, at = 1, start
    special = _BRACES[escape]
    double = False
    while match := special.search(text, at):
        at = match.end()
        if match[0] == escape:
            at += 1
        elif match[0] == '"':
            double = not double
        elif match[0] == "'" and not double:
            at = text.find("'", at) + 1
            if not at:
                break
        elif match[0] == "${":
            depth += 1
        elif match[0] == "}" and not (double and depth == 1):
            depth -= 1
            if not depth:
                return at
    return len(text) + 1


def _pattern(current: str, operator: str, argument: str) -> str | None:
    """Apply the ``#``, ``%`` and ``/`` forms, as far as the pattern consists of literals and ``*``."""
    if operator[0] == "/":
        pattern, _, replacement = argument.partition("/")
        return _replaced(current, pattern, replacement, operator == "//")
    if set(argument) & set("?[]\\"):
        return None
    longest = len(operator) == 2
    if operator[0] == "#":
        match = _match(current, argument, longest)
        return current if match is None or match[0] else current[match[1]:]
    match = _match(current[::-1], argument[::-1], longest)
    return current if match is None or match[0] else current[:len(current) - match[1]]


def _replaced(current: str, pattern: str, replacement: str, everywhere: bool) -> str | None:
    """Replace what a pattern matches, as long as possible, the first time or everywhere."""
    if not pattern or set(pattern) & set("?[]\\"):
        return None
    if "*" not in pattern:
        growth = current.count(pattern) * len(replacement)
        return current.replace(pattern, replacement, -1 if everywhere else 1) if growth <= MAX_VALUE else None
    match = _match(current, pattern, True)
    # What lies behind the longest match with a star holds no second one.
    return current if match is None else current[:match[0]] + replacement + current[match[1]:]


def _match(text: str, pattern: str, longest: bool) -> tuple[int, int] | None:
    """Return the first place of a pattern of literals and ``*``, as long or as short as can be."""
    literals = pattern.split("*")
    start = text.find(literals[0])
    if start < 0:
        return None
    end = start + len(literals[0])
    for number, literal in enumerate(literals[1:], 2):
        last = number == len(literals)
        if last and longest:
            found = text.rfind(literal, end)
        else:
            found = text.find(literal, end)
        if found < 0:
            return None
        end = found + len(literal)
    return start, end
