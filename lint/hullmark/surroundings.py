"""What lies around a file, as far as rules may look.

A rule may want to know what the file that it reads refers to: whether it is there, and what it says. It learns nothing
of what lies outside the checkout, or of what is no regular file; and what it asked is remembered with the answers, so
that a result can be used again for as long as these hold.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from hullmark import source
from hullmark.deferred import once
from hullmark.discover import checkout
from hullmark.discover import ignored
from hullmark.document import Surroundings
from hullmark.document import TooLarge
from hullmark.hashing import blake2b

#: Bytes of a file that is read for what another one says of it.
MAX_BYTES = 1 << 20

#: Questions that are answered for one file.
MAX_ASKED = 1000

#: What may be asked.
READ = "read"
EXISTS = "exists"
IGNORED = "ignored"


class Asked(NamedTuple):
    """A question about a name near a file, and the answer; that to ``read`` is the digest of the content."""

    path: str
    question: str
    name: str
    answer: str | bool | None


class Checkout(Surroundings):
    """The files around one; None is the answer for absolute names, those of other systems, what leads out of it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._answers: dict[tuple[str, str], str | bool | None] = {}
        self._contents: dict[str, bytes] = {}

    @property
    def asked(self) -> list[Asked]:
        """What was asked."""
        return [Asked(self.path, *key, answer) for key, answer in self._answers.items()]

    def read(self, name: str) -> str | None:
        """Return the text of a file."""
        return source.decode(self._contents[name]).text if self.ask(READ, name) else None

    def exists(self, name: str) -> bool | None:
        """Tell whether a file or folder is there."""
        answer = self.ask(EXISTS, name)
        return None if answer is None else bool(answer)

    def ignored(self, name: str) -> bool | None:
        """Tell whether ``.gitignore`` keeps a file out of the history."""
        answer = self.ask(IGNORED, name)
        return None if answer is None else bool(answer)

    def ask(self, question: str, name: str) -> str | bool | None:
        """Return the answer to a question about a name, as it is to be remembered."""
        key = question, name
        if key not in self._answers:
            if len(self._answers) == MAX_ASKED:
                return None
            self._answers[key] = self._answer(question, name)
        return self._answers[key]

    def _answer(self, question: str, name: str) -> str | bool | None:
        path = self._locate(name)
        if path is None:
            return None
        there = os.access(path, os.F_OK)
        if there and not _within(os.path.realpath(path), os.path.realpath(_root(self._folder))):
            return None
        if question == IGNORED:
            return ignored(path)
        if question == EXISTS:
            return there
        data = _content(path) if there else None
        if data is None:
            return None
        self._contents[name] = data
        return blake2b(data, digest_size=16).hexdigest()

    def _locate(self, name: str) -> str | None:
        """Return the path that a name leads to; most names lead nowhere, which is to be learnt quickly."""
        if not name or name.startswith(("/", "~")) or "://" in name or not {"\\", "\0"}.isdisjoint(name):
            return None
        folder = self._folder
        path = f"{folder}{os.sep}{name}"
        if "/" in name or name in (os.curdir, os.pardir):
            path = os.path.normpath(path)
            if not path.startswith(folder + os.sep) and not _within(path, _root(folder)):
                return None
        return path

    @once
    def _folder(self) -> str:
        """The folder of the file."""
        return os.path.dirname(os.path.abspath(self.path))


def hold(asked: Iterable[Asked]) -> bool:
    """Tell whether all answers are still the same."""
    around: dict[str, Checkout] = {}
    for path, question, name, answer in asked:
        if path not in around:
            around[path] = Checkout(path)
        if around[path].ask(question, name) != answer:
            return False
    return True


def _content(path: str) -> bytes | None:
    """Return what a regular file holds."""
    try:
        return source.read(path, MAX_BYTES)
    except (source.Unreadable, TooLarge):
        return None


def _within(path: str, root: str) -> bool:
    return path == root or path.startswith(root + os.sep)


@lru_cache(maxsize=256)
def _root(folder: str) -> str:
    """Return the folder beyond which nothing is looked at: the checkout, or else the file's own."""
    return checkout(folder) or folder
