"""Shell text to located simple commands.

One pass over the text, an explicit stack for compound constructs, no recursion except into substitutions (bounded by
``words.MAX_DEPTH``). Broken shell never raises: ``Script.broken`` holds the first place that the grammar rejects.
Grammar: POSIX.1-2017, Shell Command Language 2.10, with bash's ``[[``, ``((``, ``|&``, ``&>`` and ``function``.
"""

from __future__ import annotations

import re
from itertools import islice

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Lookup
from hullmark.model import Redirect
from hullmark.model import Script
from hullmark.shell.programs import SHELLS
from hullmark.shell.wrappers import script_argument
from hullmark.shell.wrappers import wrapped
from hullmark.shell.words import MAX_DEPTH
from hullmark.shell.words import Ranges
from hullmark.shell.words import dequote
from hullmark.shell.words import matching
from hullmark.shell.words import word_end
from hullmark.text import Span
from hullmark.text import Text

#: Interpreters whose text is read as POSIX shell; the rest have no commands.
POSIX = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "busybox"))

#: One token with the blanks before it; "plain" is a word without quotes, expansions and the like.
_TOKEN = re.compile(
    r"(?:[ \t\r\f\v]|\\\r?\n)*"
    r"(?:(?P<plain>[^\s'\"\\$`|&;()<>#]+)(?=[ \t\n]|$)"
    r"|(?P<newline>\n)"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<redirect>(?:[0-9]+|\{\w+\})?(?:<<<|<<-?|<>|<&|>>|>&|>\||<(?!\()|>(?!\())|&>>?)"
    r"|(?P<operator>&&|\|\||\|&|;;&|;;|;&|;|\||&|\(|\))"
    r"|(?P<word>[^\s|&;()<>#]|[<>](?=\())"
    r"|(?P<other>.)?)"
)
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[[^\]]*\])?\+?=")

#: Reserved words that open a construct, and what stands between them and their counterpart.
_OPENING = {"if": "if", "while": "while", "until": "until", "{": "{"}
_MIDDLE = {"then": "then", "elif": "elif", "else": "else", "do": "do"}
_CLOSING = {"fi": ("then", "else", "elif", "if"), "done": ("do",), "}": ("{",), "esac": ("case",)}
_RESERVED = {*_OPENING, *_MIDDLE, *_CLOSING, "!", "for", "select", "case", "function", "[[", "coproc", "time"}


def parse(
    text: Text, language: str, use: str, container: Container | None = None, lookup: Lookup | None = None
) -> Script:
    """Parse a script; one in a language that is no POSIX shell comes back without commands."""
    script = Script(text, language, use, container, lookup)
    if language in POSIX:
        _Parser(script, text, (), (), 0).run(0, len(text))
    return script


def parse_exec(
    words: tuple[Text, ...], span: Span, use: str, container: Container | None = None, lookup: Lookup | None = None
) -> Script:
    """Make the script of an argument list that is run without a shell; ``sh -c`` strings in it are parsed."""
    text = words[0] if words else Text("", Span(span.start, span.start))
    script = Script(Text(" ".join(words), span, ((0,), (span.start,)), True, False), "exec", use, container, lookup)
    if words:
        command = Command(text, words[1:], span, script)
        script.commands.append(command)
        _follow(command, 0)
    return script


class _Parser:
    """The state of one pass: the words of the command at hand, and the stack of open constructs.

    A word is (start, end); the end is negative when nothing in the word needs unquoting.
    """

    def __init__(
        self, script: Script, text: Text, blocks: tuple[str, ...], wrappers: tuple[str, ...], depth: int
    ) -> None:
        self.script = script
        self.text = text
        self.raw = str(text)
        self.blocks = list(blocks)
        self.floor = len(blocks)
        self.wrappers = wrappers
        self.depth = depth
        self.words: list[tuple[int, int]] = []
        self.assignments: list[Assignment] = []
        self.redirects: list[Redirect] = []
        self.opened: list[int] = []
        self.heredocs: list[tuple[int, int]] = []
        self.first = -1
        self.last = -1
        self.before = ""
        self.negated = False
        self.latest: Command | None = None
        self.skipping = ""

    def run(self, start: int, end: int) -> None:
        """Parse the characters from ``start`` to ``end``."""
        raw, at, match = self.raw, start, _TOKEN.match
        while at < end:
            token = match(raw, at, end)
            assert token is not None
            kind = token.lastgroup
            at = token.end()
            if kind == "plain":
                if self.words and not self.skipping:
                    self.last = at
                    self.words.append((token.start("plain"), -at))
                else:
                    at = self.word(token.start("plain"), end)
            elif kind == "word":
                at = self.word(at - 1, end)
            elif kind == "operator":
                at = self.operator(token["operator"], token.start("operator"), at, end)
            elif kind == "newline":
                self.skipping = "" if self.skipping == "for" else self.skipping
                self.flush("\n")
                if self.heredocs:
                    at = self.read_heredocs(at, end)
            elif kind == "redirect":
                at = self.redirect(token["redirect"], token.start("redirect"), at, end)
            elif kind == "comment":
                self.script.comments.append(self.text.part(token.start("comment"), at))
        self.flush("")
        if self.heredocs:
            self.read_heredocs(end, end)
        if len(self.blocks) > self.floor:
            self.fail(end - 1 if end > start else start, end)

    def fail(self, start: int, end: int) -> None:
        """Remember the first place that the grammar rejects."""
        if self.script.broken is None:
            self.script.broken = self.text.part(start, end)

    def word(self, start: int, end: int) -> int:
        """Read one word, or the reserved word that stands where a command may begin."""
        nested: Ranges = []
        stop = word_end(self.raw, start, end, nested)
        if stop <= start:
            return start + 1
        for first, last in nested:
            self.nested(first, last)
        if self.skipping:
            if self.raw[start:stop] != "do" or self.skipping == "case":
                return self.skip_header(start, stop, end)
            self.skipping = ""
        if not self.words:
            spelling = self.raw[start:stop]
            if not self.redirects and not self.assignments and spelling in _RESERVED:
                return self.reserved(spelling, start, stop, end)
            assignment = _ASSIGNMENT.match(spelling)
            if assignment:
                name = self.text.part(start, start + assignment.end(1))
                self.assignments.append(Assignment(name, dequote(self.text, start + assignment.end(), stop)))
                self.extend(start, stop)
                return stop
        self.words.append((start, stop))
        self.extend(start, stop)
        return stop

    def extend(self, start: int, stop: int) -> None:
        """Widen the command at hand."""
        if self.first < 0:
            self.first = start
        self.last = stop

    def nested(self, start: int, end: int) -> None:
        """Parse what stands inside a command substitution."""
        if self.depth < MAX_DEPTH:
            inner = _Parser(self.script, self.text, (*self.blocks, "$("), self.wrappers, self.depth + 1)
            inner.run(start, end)

    def reserved(self, word: str, start: int, stop: int, end: int) -> int:
        """Handle a reserved word; return where to go on."""
        if word in _OPENING:
            self.blocks.append(_OPENING[word])
        elif word in _MIDDLE:
            if len(self.blocks) > self.floor:
                self.blocks[-1] = _MIDDLE[word]
            else:
                self.fail(start, stop)
        elif word in _CLOSING:
            if len(self.blocks) > self.floor and self.blocks[-1] in _CLOSING[word]:
                self.blocks.pop()
            else:
                self.fail(start, stop)
        elif word == "!":
            self.negated = True
        elif word in ("for", "select"):
            self.blocks.append("do")
            self.skipping = "for"
        elif word == "case":
            self.blocks.append("case")
            self.skipping = "case"
        elif word == "[[":
            closing = self.raw.find("]]", stop, end)
            self.words = [(start, stop)]
            self.test_words(stop, closing if closing >= 0 else end)
            self.extend(start, closing + 2 if closing >= 0 else end)
            return closing + 2 if closing >= 0 else end
        elif word == "function":
            name = re.compile(r"\s*\S+").match(self.raw, stop, end)
            return name.end() if name else stop
        return stop

    def test_words(self, start: int, end: int) -> None:
        """Collect the words between ``[[`` and ``]]``; operators in there are words."""
        nested: Ranges = []
        at = start
        while at < end:
            if self.raw[at] in " \t\n":
                at += 1
                continue
            stop = max(word_end(self.raw, at, end, nested), at + 1)
            self.words.append((at, stop))
            at = stop
        for first, last in nested:
            self.nested(first, last)

    def skip_header(self, start: int, stop: int, end: int) -> int:
        """Skip a word of ``for x in ...`` or ``case x in``."""
        if self.skipping == "case" and self.raw[start:stop] == "in":
            self.skipping = ""
            return self.skip_pattern(stop, end)
        return stop

    def skip_pattern(self, start: int, end: int) -> int:
        """Return the index behind a pattern of ``case``; stay where ``esac`` comes instead."""
        pattern = re.compile(r"(?:\s|\\\n|#[^\n]*\n)*(?!esac\b)\(?(?:[^()\"'\n;]|\"[^\"]*\"|'[^']*')*\)").match(
            self.raw, start, end
        )
        return pattern.end() if pattern else start

    def operator(self, operator: str, start: int, stop: int, end: int) -> int:
        """Handle a control operator; return where to go on."""
        if operator == "(":
            return self.parenthesis(start, stop, end)
        if operator == ")":
            self.flush("")
            if len(self.blocks) > self.floor and self.blocks[-1] == "(":
                self.blocks.pop()
            else:
                self.fail(start, stop)
            return stop
        if self.skipping == "for" and operator == ";":
            self.skipping = ""
            return stop
        if operator in (";;", ";&", ";;&"):
            self.flush(";")
            return self.skip_pattern(stop, end)
        self.flush("|" if operator == "|&" else operator)
        return stop

    def parenthesis(self, start: int, stop: int, end: int) -> int:
        """Open a subshell, skip an arithmetic command, or drop the name of a function that is defined here."""
        if self.words:
            rest = self.raw[stop:stop + 8].lstrip()
            if len(self.words) == 1 and rest.startswith(")"):
                self.words = []
                self.first = -1
                return self.raw.index(")", stop) + 1
            self.fail(start, stop)
            return stop
        if self.raw.startswith("(", stop):
            return matching(self.raw, stop, end)
        self.blocks.append("(")
        return stop

    def redirect(self, token: str, start: int, stop: int, end: int) -> int:
        """Read a redirection with its target."""
        while stop < end and self.raw[stop] in " \t":
            stop += 1
        nested: Ranges = []
        target_end = word_end(self.raw, stop, end, nested)
        for first, last in nested:
            self.nested(first, last)
        target = dequote(self.text, stop, target_end)
        operator = token.lstrip("0123456789")
        if operator.startswith("{"):
            operator = operator[operator.index("}") + 1:]
        descriptor = token[: len(token) - len(operator)]
        expands = target_end - stop == len(target)
        if operator in ("<<", "<<-"):
            self.opened.append(len(self.redirects))
        if target_end == stop:
            self.fail(start, stop)
        self.redirects.append(Redirect(operator, descriptor, target, None, expands))
        self.extend(start, max(target_end, stop))
        return target_end

    def read_heredocs(self, start: int, end: int) -> int:
        """Read the bodies of the here-documents that the line before ``start`` opened."""
        at = start
        pending, self.heredocs = self.heredocs, []
        for position, index in pending:
            redirects = self.script.commands[position].redirects
            at, body = self.read_body(redirects[index], at, end)
            redirects[index] = redirects[index]._replace(body=body)
            self.feed(position, body)
        return at

    def read_body(self, redirect: Redirect, start: int, end: int) -> tuple[int, Text]:
        """Return the index behind the terminator of a here-document, and its body."""
        at = start
        while at < end:
            newline = self.raw.find("\n", at, end)
            stop = newline if newline >= 0 else end
            line = self.raw[at:stop].rstrip("\r")
            if (line.lstrip("\t") if redirect.operator == "<<-" else line) == redirect.target:
                return min(stop + 1, end), self.text.part(start, at)
            at = stop + 1
        return end, self.text.part(start, end)

    def feed(self, position: int, body: Text) -> None:
        """Parse a here-document that is the input of a shell, also of one behind sudo."""
        commands = self.script.commands
        command = commands[position]
        for inner in islice(commands, position + 1, None):
            if inner.redirects is not command.redirects:
                break
            command = inner
        if command.program in SHELLS and all(arg.startswith("-") for arg in command.args) and self.depth < MAX_DEPTH:
            wrappers = (*command.wrappers, command.program)
            _Parser(self.script, body, command.blocks, wrappers, self.depth + 1).run(0, len(body))

    def flush(self, after: str) -> None:
        """End the command at hand, if any; ``after`` is the operator that ends it."""
        if self.first >= 0:
            self.emit(after)
        elif after == "\n" and self.before in ("|", "&&", "||"):
            after = self.before  # a line may end behind these operators
        self.reset(after)

    def reset(self, before: str) -> None:
        """Start the next command."""
        self.words = []
        self.assignments = []
        self.redirects = []
        self.opened = []
        self.first = self.last = -1
        self.before = before
        self.negated = False

    def emit(self, after: str) -> None:
        """Append the command at hand, and those it starts, to the script."""
        text = self.text
        part = text.part
        words = [dequote(text, start, stop) if stop > 0 else part(start, -stop) for start, stop in self.words]
        start = self.first if self.first >= 0 else 0
        name = words[0] if words else text.part(start, start)
        command = Command(
            name,
            tuple(words[1:]),
            Span(text.offset(start), text.offset(self.last - 1) + 1) if self.last > start else name.span,
            self.script,
            assignments=tuple(self.assignments),
            redirects=self.redirects,
            before=self.before,
            after=after,
            blocks=tuple(self.blocks),
            wrappers=self.wrappers,
            negated=self.negated,
            piped_from=self.latest if self.before == "|" else None,
        )
        self.heredocs += [(len(self.script.commands), index) for index in self.opened]
        self.script.commands.append(command)
        self.latest = command
        if words:
            _follow(command, self.depth)


def _follow(command: Command, depth: int) -> None:
    """Append the commands that a command starts: behind sudo and its like, in ``sh -c``, in ``eval``."""
    while depth < MAX_DEPTH:
        text = script_argument(command)
        if text is not None:
            wrappers = (*command.wrappers, command.program)
            _Parser(command.script, text, command.blocks, wrappers, depth + 1).run(0, len(text))
        inner = wrapped(command)
        if inner is None:
            return
        command.script.commands.append(inner)
        command = inner
        depth += 1
