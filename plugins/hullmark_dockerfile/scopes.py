"""What holds at a place in a stage: variables, shells, working directories, inherited ones too; and what is used there.

A place is the index of an instruction; what the instruction itself sets does not hold for it yet.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple
from typing import TypeVar

from hullmark.plugin import Text

#: Scopes that are looked through for a variable.
MAX_SCOPES = 256

_Value = TypeVar("_Value")


class Shell(NamedTuple):
    """A shell: its name (sh, bash, powershell, cmd ...), its arguments, and whether SHELL set it."""

    name: str
    args: tuple[str, ...]
    explicit: bool

    @property
    def pipefail(self) -> bool:
        """Tell whether the shell is started so that a failing part of a pipeline fails the whole."""
        previous = ""
        for arg in self.args:
            if arg == "pipefail" and previous.startswith("-") and previous.endswith("o"):
                return True
            previous = arg
        return False


class Reference(NamedTuple):
    """A use of a variable: ``at`` as written, dollar and braces included, and what stands behind the name in them.

    ``owner`` is the key whose value it stands in, for ENV, LABEL and ARG.
    """

    name: str
    at: Text
    modifier: str
    owner: str = ""

    @property
    def guarded(self) -> bool:
        """Tell whether the use says what happens when the variable is not set: ``${X:-default}``."""
        return self.modifier.lstrip(":").startswith(("-", "+", "?"))

    @property
    def bare(self) -> Text:
        """The name alone."""
        start = self.at.index(self.name)
        return self.at.part(start, start + len(self.name))


class Variable(NamedTuple):
    """A variable of a stage: its value (None where it is unknown), whether ENV or ARG sets it, and where."""

    value: str | None
    kind: str
    at: Text | None


class Scope:
    """What a stage sets, and what it inherits from ``outer``, the scope of a stage that is complete."""

    def __init__(self, outer: Scope | None = None) -> None:
        self._outer: Scope | None = outer if outer is None or outer._variables else outer._outer
        self._variables: dict[tuple[str, str], list[tuple[int, Variable]]] = {}
        self._shells: list[tuple[int, Shell]] = outer._shells[-1:] if outer else []
        self._workdirs: list[tuple[int, str]] = outer._workdirs[-1:] if outer else []

    def define(self, name: str, index: int, variable: Variable) -> None:
        """Record that an instruction sets a variable."""
        self._variables.setdefault((variable.kind, name), []).append((index, variable))

    def set_shell(self, index: int, shell: Shell) -> None:
        """Record a SHELL instruction."""
        self._shells.append((index, shell))

    def set_workdir(self, index: int, path: str) -> None:
        """Record an absolute working directory; "" where it cannot be known."""
        self._workdirs.append((index, path))

    def variable(self, name: str, before: int) -> Variable | None:
        """Return the variable as it stands before an instruction; ENV wins over ARG. None where nothing sets it."""
        argument = None
        for scope in self._chain():
            variable = _latest(scope._variables.get(("env", name), ()), before)
            if variable is not None:
                return variable
            argument = argument or _latest(scope._variables.get(("arg", name), ()), before)
        return argument

    def variables(self, before: int) -> set[str]:
        """Return the names of all variables set before an instruction."""
        return {
            name
            for scope in self._chain()
            for (_, name), entries in scope._variables.items()
            if entries[0][0] < before
        }

    def shell(self, before: int) -> Shell | None:
        """Return the shell that SHELL sets before an instruction."""
        return _latest(self._shells, before)

    def workdir(self, before: int) -> str | None:
        """Return the working directory before an instruction, "" where it is absolute but cannot be known.

        None where the file names no absolute one.
        """
        return _latest(self._workdirs, before)

    def _chain(self) -> Iterator[Scope]:
        """Yield this scope and those around it that set variables."""
        scope: Scope | None = self
        for _ in range(MAX_SCOPES):
            if scope is None:
                return
            yield scope
            scope = scope._outer


def _latest(entries: list[tuple[int, _Value]] | tuple[()], before: int) -> _Value | None:
    """Return the last entry in front of an index."""
    position = bisect_left(entries, before, key=lambda entry: entry[0]) if entries else 0
    return entries[position - 1][1] if position else None
