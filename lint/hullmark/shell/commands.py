"""Shell text to located simple commands."""

from __future__ import annotations

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Lookup
from hullmark.model import Script
from hullmark.shell.parser import Parser
from hullmark.shell.parser import follow
from hullmark.shell.words import Words
from hullmark.text import Span
from hullmark.text import Text

#: Interpreters whose text is read as POSIX shell; the rest have no commands.
POSIX = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "busybox"))


def parse(
    text: Text, language: str, use: str, container: Container | None = None, lookup: Lookup | None = None
) -> Script:
    """Parse a script; one in a language that is no POSIX shell comes back without commands."""
    script = Script(text, language, use, container, lookup)
    if language in POSIX:
        Parser(script, Words(text)).read()
    return script


def parse_exec(
    words: tuple[Text, ...], span: Span, use: str, container: Container | None = None, lookup: Lookup | None = None
) -> Script:
    """Make the script of an argument list that is run without a shell; ``sh -c`` strings in it are parsed."""
    text = words[0] if words else Text("", Span(span.start, span.start))
    script = Script(Text(" ".join(words), span, ((0,), (span.start,)), True, False), "exec", use, container, lookup)
    if words:
        command = Command(text, words[1:], script.text, script)
        script.commands.append(command)
        follow(command, 0)
    return script
