"""The shared facts about what is run: scripts, their simple commands, and text that is written or read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import NamedTuple

from hullmark.shell.programs import Arguments
from hullmark.shell.programs import parse_arguments
from hullmark.shell.programs import program_name
from hullmark.text import Span
from hullmark.text import Text

if TYPE_CHECKING:
    from hullmark.model import Container

#: Looks up a variable: its value, or None where it is not set or cannot be known.
Lookup = Callable[[str], "Text | None"]


class Redirect(NamedTuple):
    """A redirection: ``operator`` (">", ">>", "<", "<<", "<<<", "&>" ...), descriptor, and the target word.

    For a here-document ``body`` is its text and ``expands`` tells whether variables in it are expanded.
    """

    operator: str
    descriptor: str
    target: Text
    body: Text | None = None
    expands: bool = True


class Assignment(NamedTuple):
    """``NAME=value`` in front of a command, alone, or as an argument of ``export`` and the like.

    ``command`` is set in the stream of facts.
    """

    name: Text
    value: Text
    command: Command | None = None

    @property
    def span(self) -> Span:
        """Name and value."""
        return Span(self.name.span.start, self.value.span.end)

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against."""
        return self.name

    @property
    def container(self) -> Container | None:
        """The container in which it is made."""
        return self.command.container if self.command else None


class File(NamedTuple):
    """Text that is not run as shell commands: written into a file, or given to another program or interpreter.

    ``path`` is the file, None where it is not known or there is none. ``command`` is what writes or reads the text.
    ``kind`` is config or secret for one that an object holds (see ``Variable``), "" for all others.
    """

    span: Span
    path: Text | None
    text: Text
    command: Command | None = None
    container: Container | None = None
    kind: str = ""


class Script:
    """Text that an interpreter runs: a RUN instruction, a container's command, a probe, a here-document.

    ``language`` is the interpreter's name (sh, bash, ash, powershell, cmd, python ...), ``exec`` for a plain argument
    list that no shell sees. ``use`` is build, start, health or onbuild. ``commands`` are all simple commands in the
    order in which they are written, those inside substitutions and ``sh -c`` strings included; empty for a language
    that is no POSIX shell. ``broken`` is the place of the first thing that the shell's grammar rejects and
    ``fault`` what is wrong with it. ``extensions`` are the places of what POSIX's grammar does not know, where no bash
    runs it. ``lookup`` resolves variables that the format sets.
    """

    __slots__ = (
        "text", "language", "use", "container", "lookup", "commands", "comments", "broken", "fault", "extensions",
        "_readers",
    )

    def __init__(
        self,
        text: Text,
        language: str,
        use: str,
        container: Container | None = None,
        lookup: Lookup | None = None,
    ) -> None:
        self.text = text
        self.language = language
        self.use = use
        self.container = container
        self.lookup = lookup
        self.commands: list[Command] = []
        self.comments: list[Text] = []
        self.broken: Text | None = None
        self.fault = ""
        self.extensions: list[Text] = []
        self._readers: dict[Command, Command] | None = None

    @property
    def readers(self) -> dict[Command, Command]:
        """For each command whose output another one reads that one, behind sudo and the like."""
        if self._readers is None:
            pairs = ((command.piped_from, command) for command in self.commands)
            self._readers = {source: reader for source, reader in pairs if source is not None}
        return self._readers

    @property
    def span(self) -> Span:
        """The whole text."""
        return self.text.span

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against."""
        return self.use


class Command:
    """One simple command.

    ``name`` is the program as written, quotes removed; ``program`` its base name (see ``program_name``).
    ``before`` and ``after`` are the operators around it ("&&", "||", ";", "|", "&", newline, "" at an end).
    ``blocks`` are the constructs around it, outermost first: if, elif, while, until (in their condition), then, else,
    for (in its header), do, case, "{", "(", "$(" and function. ``text`` is the command as written, in which hints are
    looked for before ``args`` are read. ``wrappers`` are the programs that start it (sudo, env, sh ...); the commands
    that do so precede it in the script. ``started`` is the one that it starts itself, with its last arguments and its
    own input and output. ``piped_from`` is the command whose output it reads, an ``innermost`` one.
    """

    __slots__ = (
        "name", "_args", "assignments", "redirects", "before", "after", "blocks", "wrappers", "negated", "piped_from",
        "started", "script", "program", "text", "_span", "_arguments",
    )

    def __init__(
        self,
        name: Text,
        args: tuple[Text, ...] | Callable[[], tuple[Text, ...]],
        text: Text,
        script: Script,
        *,
        assignments: tuple[Assignment, ...] = (),
        redirects: list[Redirect] | None = None,
        before: str = "",
        after: str = "",
        blocks: tuple[str, ...] = (),
        wrappers: tuple[str, ...] = (),
        negated: bool = False,
        piped_from: Command | None = None,
        span: Span | None = None,
    ) -> None:
        self.name = name
        self._args = args
        self.script = script
        self.assignments = assignments
        self.redirects = redirects if redirects is not None else []
        self.before = before
        self.after = after
        self.blocks = blocks
        self.wrappers = wrappers
        self.negated = negated
        self.piped_from = piped_from
        self.started: Command | None = None
        self.text = text
        self._span = span
        self.program = program_name(str(name))
        self._arguments: Arguments | None = None

    @property
    def span(self) -> Span:
        """Where it is written: all of ``text``, or the part of it that another program starts."""
        return self._span or self.text.span

    @property
    def innermost(self) -> Command:
        """The command itself, or what it starts behind sudo, env and the like."""
        command = self
        while command.started is not None:
            command = command.started
        return command

    @property
    def args(self) -> tuple[Text, ...]:
        """The arguments, quotes removed; made when somebody asks, which for most commands nobody does."""
        found = self._args
        if not isinstance(found, tuple):
            found = self._args = found()
        return found

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against."""
        return self.program

    @property
    def arguments(self) -> Arguments:
        """The arguments sorted into subcommand, options and operands, by the program's own option table."""
        if self._arguments is None:
            self._arguments = parse_arguments(self.program, self.args)
        return self._arguments

    @property
    def container(self) -> Container | None:
        """The container in which it runs."""
        return self.script.container
