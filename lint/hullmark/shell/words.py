"""Where shell words end.

Positions are indices into the text at hand, not offsets in a file. All methods accept broken input: what is not closed
reaches to the end. Grammar: POSIX.1-2017, Shell Command Language 2.2 and 2.3, with bash's ``$'...'``, ``<(...)``,
array assignments and extended patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hullmark.text import Text

#: Nested substitutions beyond this depth are skipped as plain text.
MAX_DEPTH = 32

#: Reads the command substitution that opens at the first index, before the second; returns the index behind it.
Substitute = Callable[[int, int], int]

#: One token with the blanks before it; "plain" is a word without quotes, expansions and the like, "simple" one that is
#: in quotes as a whole or not at all, with no expansion but ``$name``. "word" is the first character of any other.
TOKEN = re.compile(
    r"[ \t\r\f\v]*+(?:\\\r?\n[ \t\r\f\v]*+)*"
    r"(?:(?P<plain>[^\s'\"\\$`|&;()<>#]++)(?=[\s;&|)]|$)"
    r"|(?P<newline>\n)"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<redirect>(?:[0-9]+|\{\w+\})?(?:<<<|<<-?|<>|<&|>>|>&|>\||<(?!\()|>(?!\())|&>>?)"
    r"|(?P<operator>&&|\|\||\|&|;;&|;;|;&|;|\||&|\(|\))"
    r"|(?P<simple>(?:'[^']*+'|\"(?:[^\"\\$`]++|\$(?![({]))*\"|(?:[^\s'\"\\$`|&;()<>#]++|\$\w)+)(?=[\s;&|)]|$))"
    r"|(?P<word>[^\s|&;()<>#]|[<>](?=\())"
    r"|(?P<other>.)?)"
)
#: Words behind one that are "plain" like it.
PLAIN = re.compile(r"(?:[ \t]+[^\s'\"\\$`|&;()<>#]++(?=[\s;&|)]|$))*")
#: What means nothing in a word, by what is open: nothing, double quotes, ``${`` outside and inside of double quotes,
#: and a parenthesis of arithmetic, an array or a pattern.
_PLAIN = {
    "": re.compile(r"[^\s'\"\\$`|&;()<>]+"),
    '"': re.compile(r"[^\"\\$`]+"),
    "{": re.compile(r"[^'\"\\$`}]+"),
    "}": re.compile(r"[^\"\\$`}]+"),
    "(": re.compile(r"[^'\"\\$`()#]+"),
}
#: The rest of ``$'...'``.
ANSI = re.compile(r"(?:[^'\\]++|\\.)*'", re.DOTALL)
_BACKQUOTED = re.compile(r"(?:[^`\\]++|\\.)*", re.DOTALL)
_LINES = re.compile(r"(?:\s|\\\r?\n|#[^\n]*)*")
_PARENTHESIS = re.compile(r"[()]")
_TEST_END = re.compile(r"\s\]\](?![^\s;&|)])")


class Words:
    """The words of one text.

    ``ends`` remembers where what opens inside a word ends, ``unclosed`` the first place of what is never closed,
    ``extensions`` the places of what POSIX does not know.
    """

    __slots__ = ("text", "raw", "ends", "unclosed", "extensions", "_pairs", "_tests")

    def __init__(self, text: Text) -> None:
        self.text = text
        self.raw = str(text)
        self.ends: dict[int, int] = {}
        self.unclosed = -1
        self.extensions: list[tuple[int, int]] = []
        self._pairs: dict[int, int] | None = None
        self._tests = True

    def end(self, start: int, end: int, substitute: Substitute) -> int:
        """Return the end of the word at ``start``, which is ``start`` where an operator or a blank stands."""
        return self._scan(start, end, substitute, [])

    def arithmetic_end(self, start: int, end: int, substitute: Substitute) -> int:
        """Return the index behind the ``))`` that closes the ``((`` at ``start``."""
        return self._scan(start + 2, end, substitute, [("(", start), ("(", start + 1)])

    def skip(self, start: int, end: int) -> int:
        """Return the index behind the command substitution at ``start`` without reading what is in it."""
        if self.raw[start] == "`":
            return self.backquote(start, end)
        return self._scan(start + 2, end, None, [("(", start)])

    def backquote(self, start: int, end: int) -> int:
        """Return the index behind the backquote that closes the one at ``start``."""
        match = _BACKQUOTED.match(self.raw, start + 1, end)
        assert match is not None
        if match.end() >= end:
            self.fail(start)
            return end
        return match.end() + 1

    def fail(self, at: int) -> None:
        """Remember the first place of what is never closed."""
        if self.unclosed < 0:
            self.unclosed = at

    def _scan(self, start: int, end: int, substitute: Substitute | None, stack: list[tuple[str, int]]) -> int:
        """Go on until the word ends, or until what is on the stack is closed if something is."""
        raw = self.raw
        at = start
        inside = bool(stack)
        mode = stack[-1][0] if stack else ""
        while at < end:
            plain = _PLAIN[mode].match(raw, at, end)
            if plain is not None:
                at = plain.end()
                continue
            character = raw[at]
            opened = ""
            begin = at
            if character == "\\":
                at += 3 if raw.startswith("\r\n", at + 1) else 2
            elif character == "$":
                at, opened = self._dollar(at, end, mode, substitute)
            elif character == "`":
                at = self._substitution(at, end, substitute)
            elif character == "'":
                at = self._single_quoted(at, end)
            elif character == '"' and mode != '"':
                at, opened = at + 1, '"'
            elif mode == "(" and character == "#":
                at = self._comment(at, end)
            elif character == "(" and (mode or self._grouped(at, start)):
                at, opened = at + 1, "("
            elif mode:
                at += 1
                self.ends[stack.pop()[1]] = at
                if inside and not stack:
                    return at
                mode = stack[-1][0] if stack else ""
            elif character in "<>" and raw.startswith("(", at + 1) and at + 1 < end:
                self.extensions.append((at, at + 2))
                at = self._substitution(at, end, substitute)
            else:
                break
            if opened:
                stack.append((opened[0], begin))
                if opened == "((":
                    stack.append(("(", begin + 2))
                mode = opened[0]
        if stack:
            self.fail(stack[-1][1])
        return min(at, end)

    def _dollar(self, at: int, end: int, mode: str, substitute: Substitute | None) -> tuple[int, str]:
        """Return the index behind what a dollar introduces, or behind its opening and what that opens."""
        raw = self.raw
        following = raw[at + 1] if at + 1 < end else ""
        if following == "{":
            return at + 2, "}" if mode in ('"', "}") else "{"
        if following == "(":
            if self.arithmetic(at + 1):
                return at + 3, "(("
            if substitute is None:
                return at + 2, "("
            return self._substitution(at, end, substitute), ""
        if following == "'" and mode not in ('"', "}"):
            closing = ANSI.match(raw, at + 2, end)
            self.extensions.append((at, at + 2))
            if closing is None:
                self.fail(at)
            return closing.end() if closing else end, ""
        return at + (2 if following and following in "@*#?$!-" else 1), ""

    def _substitution(self, at: int, end: int, substitute: Substitute | None) -> int:
        stop = substitute(at, end) if substitute is not None else self.skip(at, end)
        self.ends[at] = stop
        return stop

    def _single_quoted(self, at: int, end: int) -> int:
        closing = self.raw.find("'", at + 1, end)
        if closing < 0:
            self.fail(at)
            return end
        return closing + 1

    def _comment(self, at: int, end: int) -> int:
        """Return the end of the comment at ``at``, or the next index where the sign stands inside a word."""
        if self.raw[at - 1] not in " \t\n":
            return at + 1
        newline = self.raw.find("\n", at, end)
        return end if newline < 0 else newline

    def _grouped(self, at: int, start: int) -> bool:
        """Tell whether a parenthesis belongs to the word: it opens an array or an extended pattern."""
        if at == start:
            return False
        previous = self.raw[at - 1]
        if previous == "=":
            self.extensions.append((at - 1, at + 1))
        return previous in "=?*+@" or previous == "!" and at - 1 > start

    def arithmetic(self, at: int) -> bool:
        """Tell whether ``((`` stands at ``at`` and its counterpart is doubled too."""
        if not self.raw.startswith("((", at):
            return False
        if self._pairs is None:
            self._pairs = _pairs(self.raw)
        inner = self._pairs.get(at + 1, -1)
        return inner >= 0 and self._pairs.get(at) == inner + 1

    def find_test_end(self, start: int, end: int) -> bool:
        """Tell whether ``]]`` stands behind ``start`` as a word of its own."""
        if self._tests:
            self._tests = _TEST_END.search(self.raw, start) is not None
        return self._tests and _TEST_END.search(self.raw, start, end) is not None

    def test_words(self, start: int, end: int, substitute: Substitute) -> tuple[list[tuple[int, int]], int]:
        """Return the words from behind ``[[`` to ``]]``, operators among them, and the index behind."""
        raw, at = self.raw, start
        found: list[tuple[int, int]] = []
        while at < end:
            at = self.skip_lines(at, end)
            stop = self.end(at, end, substitute)
            if stop == at:
                stop = min(at + (2 if raw.startswith(("&&", "||"), at) else 1), end)
            if stop > at:
                found.append((at, stop))
            if raw[at:stop] == "]]":
                return found, stop
            at = stop
        return found, at

    def pattern_end(self, start: int, end: int, substitute: Substitute) -> int:
        """Return the index behind the pattern of ``case`` at ``start`` and its parenthesis; -1 where none stands."""
        raw = self.raw
        at = start + 1 if raw.startswith("(", start) else start
        while at < end and raw[at] != ")":
            stop = at + 1 if raw[at] in " \t\r\n|" else self.end(at, end, substitute)
            if stop == at:
                return -1
            at = stop
        return min(at + 1, end)

    def document(self, start: int, end: int, name: str, chomp: bool) -> tuple[int, int]:
        """Return the end of the body of the here-document at ``start``, and the index behind its last line."""
        raw, at = self.raw, start
        while at < end:
            newline = raw.find("\n", at, end)
            stop = newline if newline >= 0 else end
            line = raw[at:stop].rstrip("\r")
            if (line.lstrip("\t") if chomp else line) == name:
                return at, min(stop + 1, end)
            at = stop + 1
        return end, end

    def skip_lines(self, start: int, end: int) -> int:
        """Return the index behind the blanks, line ends and comments at ``start``."""
        blanks = _LINES.match(self.raw, start, end)
        return blanks.end() if blanks else start


def _pairs(raw: str) -> dict[int, int]:
    """Return the index of the counterpart of each opening parenthesis; quotes are not looked at."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _PARENTHESIS.finditer(raw):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found
