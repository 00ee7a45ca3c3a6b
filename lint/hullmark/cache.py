"""The results of earlier runs, by what they were made of.

An SQLite file in the user's cache directory, never in the linted tree. A key is the digest of everything that a result
follows from: the bytes of the files linted together, their names, the settings, the day, and the state of the installed
packs. What rules asked of other files lies beside the result, which is good while the answers are. So nothing is ever
out of date, only unused, and the oldest results give way to new ones. Values are JSON, with secrets masked as in any
report. Whatever is wrong with the file, the run goes on without it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from collections.abc import Sequence
from typing import Any
from typing import NamedTuple

from hullmark.finding import Finding
from hullmark.finding import Fix
from hullmark.finding import Note
from hullmark.finding import Result
from hullmark.hashing import blake2b
from hullmark.surroundings import Asked
from hullmark.text import Edit
from hullmark.text import Span

NAME = "results.sqlite"
#: Results that are kept.
MAX_ROWS = 50_000
#: Seconds to wait for another process that writes.
PATIENCE = 1.0


def digest(parts: Iterable[bytes]) -> bytes:
    """Return a key for a list of parts; where one ends and the next begins is part of it."""
    found = blake2b(digest_size=20)
    for part in parts:
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.digest()


class Remembered(NamedTuple):
    """The results of files, and what was asked of others on the way to them."""

    results: list[Result]
    asked: list[Asked]


class Cache:
    """The file, opened when it is first asked; ``directory`` is None for a run that remembers nothing."""

    def __init__(self, directory: str | None) -> None:
        self.directory = directory
        self._connection: Any = None

    def exists(self) -> bool:
        """Tell whether there is a file of earlier runs."""
        return self.directory is not None and os.path.exists(os.path.join(self.directory, NAME))

    def get(self, key: bytes) -> Remembered | None:
        """Return what is remembered under a key."""
        row = self._run("SELECT value FROM results WHERE key = ?", [(key,)])
        if not row:
            return None
        try:
            results, asked = json.loads(row[0])
            return Remembered([_restored(result) for result in results], [Asked(*one) for one in asked])
        except (ValueError, TypeError, IndexError):
            return None

    def put(self, made: Sequence[tuple[bytes, str]]) -> None:
        """Remember results, each as ``dump`` wrote it, under their keys."""
        if made and self._run("INSERT OR REPLACE INTO results VALUES (?, ?)", made) is not None:
            self._run("DELETE FROM results WHERE rowid <= (SELECT max(rowid) FROM results) - ?", [(MAX_ROWS,)])

    def _run(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> Any:
        """Run a statement, once for each row of parameters; None where there is no answer or no cache to be had."""
        if self.directory is None:
            return None
        import sqlite3

        try:
            if self._connection is None:
                self._connection = _opened(os.path.join(self.directory, NAME))
            with self._connection as connection:
                if statement.startswith("SELECT"):
                    return connection.execute(statement, rows[0]).fetchone()
                return connection.executemany(statement, rows)
        except (sqlite3.Error, OSError):
            self.directory = None
            return None


def _opened(path: str) -> Any:
    """Open the file, or a new one in the place of what is none. A lost write is a lost result, so none is awaited."""
    import sqlite3

    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    for last in (False, True):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=PATIENCE)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("CREATE TABLE IF NOT EXISTS results (key BLOB UNIQUE, value TEXT)")
            return connection
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            connection.close()
            if last:
                raise
            os.remove(path)


def dump(results: Sequence[Result], asked: Sequence[Asked]) -> str:
    """Return what is to be remembered as JSON."""
    return json.dumps((results, asked), separators=(",", ":"))


def _restored(row: list[Any]) -> Result:
    path, findings, fail_on, skipped, named = row
    return Result(path, tuple(_finding(finding) for finding in findings), fail_on, skipped, named)


def _finding(row: list[Any]) -> Finding:
    row[9] = Span(*row[9])
    if row[11]:
        title, edits, safe = row[11]
        row[11] = Fix(title, tuple(Edit(Span(*span), text) for span, text in edits), safe)
    row[12] = tuple(Note(*note) for note in row[12])
    row[14] = tuple((number, text) for number, text in row[14])
    return Finding(*row)
