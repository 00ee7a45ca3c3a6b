"""The shared facts in a script: its commands, the URLs in them, the variables that it sets and the files it writes."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Url
from hullmark.shell.files import assignments_of
from hullmark.shell.files import files_of
from hullmark.shell.urls import urls_of


class ScriptFacts:
    """Yields the facts of scripts that some rule reads; false where no rule reads any."""

    def __init__(self, wanted: Callable[[type], bool]) -> None:
        self.commands = wanted(Command)
        self.assignments = wanted(Assignment)
        self.files = wanted(File)
        self.urls = wanted(Url)
        self.any = wanted(Script) or self.commands or self.assignments or self.files or self.urls

    def __bool__(self) -> bool:
        return self.any

    def of(self, script: Script) -> Iterator[object]:
        """Yield a script, then what is in it."""
        yield script
        urls = self.urls and "://" in script.text
        for command in script.commands:
            if self.commands:
                yield command
            if urls:
                yield from urls_of(command)
        if self.assignments:
            yield from assignments_of(script)
        if self.files:
            yield from files_of(script)
