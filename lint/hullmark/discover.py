"""Paths to files: which files below a folder are ours, and which format each of them is.

A folder is walked with the ``.gitignore`` files that hold in it; a path named on the command line is taken even where
they exclude it. Nothing but regular files is opened, links to folders are not followed, and a link to a file is
followed only when the file lies below the folder that was named.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from collections.abc import Iterator
from fnmatch import translate
from typing import Any
from typing import NamedTuple

from hullmark.document import Format

#: Folders that are never walked into.
SKIPPED = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".mypy_cache"))


class Target(NamedTuple):
    """A file to lint: its path as reported, the formats its name fits, and whether it was named itself."""

    path: str
    formats: tuple[str, ...]
    named: bool


class Names:
    """Tells by its name which formats a file may be."""

    def __init__(self, formats: Iterable[Format]) -> None:
        self._tests = [
            (format.name, re.compile("|".join(translate(glob) for glob in format.globs)).match) for format in formats
        ]
        self._known: dict[str, tuple[str, ...]] = {}

    def formats(self, name: str) -> tuple[str, ...]:
        """Return the names of the formats that a file name fits."""
        name = name.lower()
        if name not in self._known:
            self._known[name] = tuple(format for format, matches in self._tests if matches(name))
        return self._known[name]


class Excludes:
    """Patterns of files to leave out, in the syntax of ``.gitignore``, relative to a folder.

    Raises ValueError for a pattern that is none.
    """

    def __init__(self, folder: str, patterns: Iterable[str]) -> None:
        from pathspec import GitIgnoreSpec

        self.folder = folder
        try:
            self._spec: Any = GitIgnoreSpec.from_lines(patterns)
        except re.error as error:
            raise ValueError(f"Invalid git pattern: {error.msg}") from None

    def decide(self, path: str, folder: bool) -> bool | None:
        """Return whether an absolute path is left out, None when no pattern says."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        if relative.startswith("../"):
            return None
        answer: bool | None = self._spec.check_file(relative + "/" if folder else relative).include
        return answer


class Walk:
    """Finds the files below a folder."""

    def __init__(self, names: Names, exclude: Excludes | None) -> None:
        self.names = names
        self.exclude = exclude

    def below(self, folder: str) -> Iterator[Target]:
        """Yield the files below a folder, in the order of their paths."""
        absolute = os.path.realpath(folder)
        rules = [rules for rules in _rules_above(absolute) if not self._left_out([rules], absolute, True)]
        stack = [(folder, absolute, rules)]
        while stack:
            shown, real, rules = stack.pop()
            try:
                with os.scandir(real) as scan:
                    entries = sorted(scan, key=lambda entry: entry.name)
            except OSError:
                continue
            if any(entry.name == ".gitignore" for entry in entries):
                rules = rules + _rules_in(real)
            folders = []
            prefix = "" if shown == os.curdir else os.path.join(shown, "")
            for entry in entries:
                path, name = entry.path, prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in SKIPPED and not self._left_out(rules, path, True):
                        folders.append((name, path, rules))
                    continue
                formats = self.names.formats(entry.name)
                if formats and _readable(entry, absolute) and not self._left_out(rules, path, False):
                    yield Target(name, formats, False)
            stack += reversed(folders)

    def _left_out(self, rules: list[Excludes], path: str, folder: bool) -> bool:
        return self.exclude is not None and bool(self.exclude.decide(path, folder)) or left_out(rules, path, folder)


def left_out(rules: list[Excludes], path: str, folder: bool) -> bool:
    """Tell whether rules leave out an absolute path; the last one that says anything of it counts."""
    for entry in reversed(rules):
        decision = entry.decide(path, folder)
        if decision is not None:
            return decision
    return False


def _readable(entry: os.DirEntry[str], root: str) -> bool:
    """Tell whether an entry is a regular file, or a link to one that lies below the root."""
    try:
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            return target.startswith(root + os.sep) and stat.S_ISREG(os.stat(target).st_mode)
        return entry.is_file()
    except OSError:
        return False


def _rules_in(folder: str) -> list[Excludes]:
    """Read the ``.gitignore`` of a folder."""
    try:
        handle = os.open(os.path.join(folder, ".gitignore"), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(handle, encoding="utf-8", errors="replace") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return []
            lines = stream.read(1 << 20).splitlines()
    except OSError:
        return []
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    try:
        return [Excludes(folder, lines)] if lines else []
    except ValueError:
        return []


def _rules_above(folder: str) -> list[Excludes]:
    """Return the rules of the folders above, down from the root of the repository."""
    root = checkout(folder)
    above = []
    while root is not None and folder != root:
        folder = os.path.dirname(folder)
        above.append(folder)
    return [rules for path in reversed(above) for rules in _rules_in(path)]


def checkout(folder: str) -> str | None:
    """Return the root of the repository that an absolute folder lies in, None where it lies in none."""
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def ignored(path: str) -> bool | None:
    """Tell whether ``.gitignore`` files leave out an absolute path, None where it lies in no repository."""
    root = checkout(os.path.dirname(path))
    if root is None:
        return None
    rules: list[Excludes] = []
    current = root
    for name in os.path.relpath(path, root).split(os.sep):
        rules = rules + _rules_in(current)
        current = os.path.join(current, name)
        if left_out(rules, current, current != path):
            return True
    return False
