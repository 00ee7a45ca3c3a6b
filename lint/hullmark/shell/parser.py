"""The grammar of shell commands.

One pass over the text, an explicit stack for compound constructs, no recursion except into substitutions (bounded by
``words.MAX_DEPTH``). Broken shell never raises: ``Script.broken`` holds the first place that the grammar rejects.
Grammar: POSIX.1-2017, Shell Command Language 2.10, with bash's ``[[``, ``((``, ``|&``, ``&>`` and ``function``.
"""

from __future__ import annotations


from hullmark.deferred import pattern
from hullmark.model import Command
from hullmark.model import Script
from hullmark.shell.blocks import CLOSING
from hullmark.shell.blocks import MIDDLE
from hullmark.shell.blocks import OPENING
from hullmark.shell.blocks import RESERVED
from hullmark.shell.blocks import Blocks
from hullmark.shell.draft import Draft
from hullmark.shell.words import MAX_DEPTH
from hullmark.shell.words import PLAIN
from hullmark.shell.words import TOKEN
from hullmark.shell.words import Words
from hullmark.shell.wrappers import STARTERS
from hullmark.shell.wrappers import fed_shell
from hullmark.shell.wrappers import script_argument
from hullmark.shell.wrappers import wrapped
from hullmark.text import Text

_FUNCTION = pattern(r"\s*[^\s(){};&|<>]+(?:\s*\(\s*\))?")
_NO_PARAMETERS = pattern(r"\s*\)")
_ESAC = pattern(r"esac(?![^\s;&|()<>])")
_TIMED = pattern(r"((?:\s+-p)?)\s+(?:[({!]|(?:\[\[|if|for|while|until|case|select)\s)")

#: What reads a text with a shell that knows more than POSIX, or may.
_RICH = frozenset(("bash", "zsh", "ksh", "mksh", "rbash", "su", "runuser", "sg"))

#: Operators behind which a command must come.
_JOINING = ("&&", "||", "|")
#: Operators between two commands, as most are.
_BETWEEN = frozenset((*_JOINING, ";", "&"))


class Parser:
    """The state of one pass: the command at hand, and the open constructs.

    With ``certain`` False the text may be another one when it runs, so that nothing in it is called broken.
    """

    def __init__(
        self, script: Script, reader: Words, blocks: tuple[str, ...] = (), wrappers: tuple[str, ...] = (),
        depth: int = 0, certain: bool = True,
    ) -> None:
        self.script = script
        self.reader = reader
        self.text = reader.text
        self.raw = reader.raw
        self.blocks = Blocks(blocks)
        self.wrappers = wrappers
        self.depth = depth
        self.certain = certain and script.language != "zsh"  # zsh accepts much that others reject
        self.draft = Draft("")
        self.documents: list[tuple[int, int]] = []
        self.latest: Command | None = None
        self.header = ""
        self.function = False
        self.pending: tuple[int, int] | None = None

    def read(self) -> None:
        """Parse the whole text."""
        self.run(0, len(self.raw))
        if _RICH.isdisjoint(self.wrappers):
            part = self.text.part
            self.script.extensions += [part(start, stop) for start, stop in self.reader.extensions]

    def run(self, start: int, end: int, opening: int = -1) -> int:
        """Parse the characters from ``start`` to ``end``, or to the end of the substitution at ``opening``."""
        raw, at, match = self.raw, start, TOKEN.match
        closed = opening < 0
        while at < end:
            token = match(raw, at, end)
            assert token is not None
            kind = token.lastgroup
            at = token.end()
            if kind == "plain":
                begin = token.start("plain")
                if not self.draft.words or self.header:
                    begin = at = self.word(begin, end, at, True)
                if self.draft.words and not self.header:
                    more = PLAIN.match(raw, at, end)
                    assert more is not None
                    at = more.end()
                    if at > begin:
                        self.draft.words.append((begin, -at))
                        self.draft.last = at
            elif kind == "simple":
                at = self.word(token.start("simple"), end, at)
            elif kind == "word":
                at = self.word(at - 1, end)
            elif kind == "operator":
                if opening >= 0 and token["operator"] == ")" and not self.blocks.places:
                    closed = True
                    break
                at = self.operator(token["operator"], token.start("operator"), at, end)
            elif kind == "newline":
                self.header = "" if self.header == "for" else self.header
                self.flush("\n")
                if self.documents:
                    at = self.read_documents(at, end)
            elif kind == "redirect":
                at = self.redirect(token.start("redirect"), at, end)
            elif kind == "comment":
                self.script.comments.append(self.text.part(token.start("comment"), at))
        self.flush("")
        if self.documents:
            self.read_documents(end, end)
        if not closed:
            self.reader.fail(opening)
        self.finish()
        return at

    def finish(self) -> None:
        """Report what is never closed or completed."""
        unclosed = self.reader.unclosed
        if unclosed >= 0:
            self.fail(unclosed, unclosed + 1, "is never closed")
        elif self.pending is not None:
            self.complete()
        elif self.blocks.places:
            self.fail(*self.blocks.places[-1], "is never closed")

    def fail(self, start: int, end: int, fault: str = "is unexpected here") -> None:
        """Remember the first place that the grammar rejects."""
        if self.certain and self.script.broken is None:
            self.script.broken = self.text.part(start, end)
            self.script.fault = fault

    def substitute(self, at: int, end: int) -> int:
        """Parse the command substitution that opens at ``at``; return the index behind it."""
        reader = self.reader
        if self.depth >= MAX_DEPTH:
            return reader.skip(at, end)
        blocks = (*self.blocks.names, "$(")
        inner = Parser(self.script, reader, blocks, self.wrappers, self.depth + 1, self.certain)
        if self.raw[at] != "`":
            return inner.run(at + 2, end, at)
        stop = reader.backquote(at, end)
        inner.run(at + 1, max(stop - 1, at + 1))
        return stop

    def word(self, start: int, end: int, stop: int = -1, plain: bool = False) -> int:
        """Read one word, or the reserved word that stands where a command may begin; return where to go on.

        ``stop`` is the end of the word where it is known; nothing in a ``plain`` one needs unquoting.
        """
        if stop < 0:
            stop = self.reader.end(start, end, self.substitute)
        draft = self.draft
        if self.header:
            spelling = self.raw[start:stop]
            if spelling != ("in" if self.header == "case" else "do"):
                return stop
            case, self.header = self.header == "case", ""
            if case:
                return self.skip_pattern(stop, end)
        if not draft.words:
            if draft.first < 0 and self.raw[start:stop] in RESERVED:
                return self.reserved(self.raw[start:stop], start, stop, end)
            if self.blocks.ended:
                self.fail(start, stop)
            self.pending = None
            if self.raw.find("=", start, stop) > 0 and draft.assign(self.reader, start, stop):
                return stop
        draft.add(start, stop, plain)
        return stop

    def reserved(self, word: str, start: int, stop: int, end: int) -> int:
        """Handle a reserved word; return where to go on."""
        blocks = self.blocks
        if word in CLOSING or word in MIDDLE:
            self.complete()
            if not (blocks.advance(word) if word in MIDDLE else blocks.close(*CLOSING[word])):
                self.fail(start, stop)
            return stop
        if blocks.ended:
            self.fail(start, stop)
        self.pending = None
        if word in OPENING:
            blocks.open("function" if word == "{" and self.function else word, start, stop)
            self.function = False
        elif word == "!":
            self.draft.negated = True
        elif word in ("for", "select", "case"):
            self.header = "case" if word == "case" else "for"
            if word == "select":
                self.reader.extensions.append((start, stop))
            blocks.open(self.header, start, stop)
        elif word == "[[":
            self.draft.add(start, stop)
            if self.reader.find_test_end(stop, end):
                words, stop = self.reader.test_words(stop, end, self.substitute)
                self.draft.words += words
                self.draft.last = stop
        elif word == "function":
            self.reader.extensions.append((start, stop))
            name = _FUNCTION.match(self.raw, stop, end)
            self.function = name is not None
            return name.end() if name else stop
        elif word == "time":
            timed = _TIMED.match(self.raw, stop, end)
            if timed:
                return timed.end(1)
            self.draft.add(start, stop)
        return stop

    def complete(self) -> None:
        """Report an operator in front of the end of a construct."""
        if self.pending is not None:
            self.fail(*self.pending, "has no command behind it")
            self.pending = None

    def skip_pattern(self, start: int, end: int) -> int:
        """Return the index behind a pattern of ``case``; stay where ``esac`` comes instead."""
        at = self.reader.skip_lines(start, end)
        if at >= end or _ESAC.match(self.raw, at, end):
            return at
        stop = self.reader.pattern_end(at, end, self.substitute)
        if stop < 0:
            self.fail(at, at + 1)
        return max(stop, at)

    def operator(self, operator: str, start: int, stop: int, end: int) -> int:
        """Handle a control operator; return where to go on."""
        if operator in _BETWEEN and self.draft.first >= 0 and not self.header:
            self.flush(operator)
            self.pending = (start, stop) if operator in _JOINING else None
            return stop
        if operator == "(":
            return self.parenthesis(start, stop, end)
        if operator == ")":
            self.complete()
            self.flush("")
            if not self.blocks.close("("):
                self.fail(start, stop)
            return stop
        if self.header == "for" and operator == ";":
            self.header = ""
            return stop
        if operator in ("|&", ";&", ";;&"):
            self.reader.extensions.append((start, stop))
        if operator in (";;", ";&", ";;&"):
            if self.blocks.inner != "case":
                self.fail(start, stop)
            self.flush(";")
            return self.skip_pattern(stop, end)
        if self.draft.first < 0 and not self.blocks.ended:
            self.fail(start, stop)
        operator = "|" if operator == "|&" else operator
        self.flush(operator)
        self.pending = (start, stop) if operator in _JOINING else None
        return stop

    def parenthesis(self, start: int, stop: int, end: int) -> int:
        """Open a subshell, skip an arithmetic command, or drop the name of a function that is defined here."""
        self.pending = None
        words = self.draft.words
        if words:
            empty = _NO_PARAMETERS.match(self.raw, stop, end)
            if len(words) == 1 and empty:
                self.draft = Draft(self.draft.before)
                self.function = True
                return empty.end()
            self.fail(start, stop)
            return stop
        if self.reader.arithmetic(start):
            self.reader.extensions.append((start, start + 2))
            self.blocks.empty = False
            self.blocks.ended = self.header != "for"
            return self.reader.arithmetic_end(start, end, self.substitute)
        if self.blocks.ended:
            self.fail(start, stop)
        self.blocks.open("(", start, stop)
        self.function = False
        return stop

    def redirect(self, start: int, stop: int, end: int) -> int:
        """Read a redirection with its target; return the index behind it."""
        self.pending = None
        begin, behind = self.draft.redirect(self.reader, start, stop, end, self.substitute)
        if begin == behind:
            self.fail(start, stop, "has no target")
        return behind

    def read_documents(self, start: int, end: int) -> int:
        """Read the bodies of the here-documents that the line before ``start`` opened; return the index behind."""
        at = start
        pending, self.documents = self.documents, []
        for position, index in pending:
            redirects = self.script.commands[position].redirects
            redirect = redirects[index]
            stop, behind = self.reader.document(at, end, redirect.target, redirect.operator == "<<-")
            body = self.text.part(at, stop)
            redirects[index] = redirect._replace(body=body)
            self.feed(position, body, redirect.expands)
            at = behind
        return at

    def feed(self, position: int, body: Text, expands: bool) -> None:
        """Parse a here-document that is the input of a shell."""
        shell = fed_shell(self.script.commands, position)
        if shell is not None and self.depth < MAX_DEPTH:
            wrappers = (*shell.wrappers, shell.program)
            certain = self.certain and not (expands and ("$" in body or "`" in body))
            Parser(self.script, Words(body), shell.blocks, wrappers, self.depth + 1, certain).read()

    def flush(self, after: str) -> None:
        """End the command at hand, if any; ``after`` is the operator that ends it."""
        draft, blocks = self.draft, self.blocks
        if draft.first >= 0:
            self.emit(after)
        elif after == "\n" and self.pending is not None:
            after = draft.before  # a line may end behind an operator that wants a command
        self.draft = Draft(after)
        blocks.ended = False

    def emit(self, after: str) -> None:
        """Append the command at hand, and those it starts, to the script."""
        draft, blocks = self.draft, self.blocks
        command = draft.command(self.script, self.reader, tuple(blocks.names), self.wrappers, after, self.latest)
        if draft.documents:
            self.documents += [(len(self.script.commands), index) for index in draft.documents]
        self.script.commands.append(command)
        if draft.words:
            follow(command, self.depth)
            command = command.innermost
        if not blocks.ended:
            self.latest = command
        blocks.empty = False
        self.function = False


def follow(command: Command, depth: int) -> None:
    """Append the commands that a command starts: behind sudo and its like, in ``sh -c``, in ``eval``."""
    if command.program not in STARTERS or depth >= MAX_DEPTH:
        return
    text = script_argument(command)
    if text is not None:
        wrappers = (*command.wrappers, command.program)
        Parser(command.script, Words(text), command.blocks, wrappers, depth + 1, text.known).read()
    for inner in wrapped(command):
        if command.program != "find":
            command.started = inner
        command.script.commands.append(inner)
        follow(inner, depth + 1)
