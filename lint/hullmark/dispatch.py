"""Which rules read which facts: by type, by key, and by the hints in the text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hullmark.config import Selection
from hullmark.deferred import load
from hullmark.deferred import reference
from hullmark.document import Wanted
from hullmark.rule import Check
from hullmark.rule import Rule


class Entry:
    """A rule made ready to run; ``shown`` is False for a credential rule that runs only to mask what it finds.

    ``check`` is None until the first fact for it comes along.
    """

    __slots__ = ("rule", "check", "options", "shown")

    def __init__(self, rule: Rule, options: Any, shown: bool) -> None:
        self.rule = rule
        self.check: Check | None = None
        self.options = options
        self.shown = shown

    def load(self) -> Check:
        """Import the check, if need be, and return it."""
        check: Check = load(self.rule.check)
        self.check = check
        return check


class Entries:
    """The rules on one type of fact in files of one format: those for any, those by hint, and by key all that hold.

    What is kept by key has no further keys. Hints in which another one stands are kept with that one (the shortest),
    and are looked for only where it is found.
    """

    __slots__ = ("always", "hinted", "keyed", "_hints")

    def __init__(self) -> None:
        self.always: list[Entry] = []
        self.hinted: dict[str, list[tuple[str, Entry]]] = {}
        self.keyed: dict[str, Entries] = {}
        self._hints: list[tuple[str, Entry]] = []

    def add(self, entry: Entry, hints: tuple[str, ...]) -> None:
        """Take a rule that reads any of the facts, or those with one of the hints in their text."""
        self._hints += [(hint, entry) for hint in hints]
        if not hints:
            self.always.append(entry)

    def complete(self) -> None:
        """Sort the hints when all rules are in."""
        for hint, entry in sorted(self._hints, key=lambda pair: len(pair[0])):
            first = next((shorter for shorter in self.hinted if shorter in hint), hint)
            self.hinted.setdefault(first, []).append((hint, entry))
        for entries in self.keyed.values():
            entries.complete()

    def on(self, fact: Any) -> Collection[Entry]:
        """Return the rules that read a fact."""
        entries = self.keyed.get(fact.key, self) if self.keyed else self
        if not entries.hinted:
            return entries.always
        text = fact.text.lower()
        some = [group for first, group in entries.hinted.items() if first in text]
        if not some:
            return entries.always
        return dict.fromkeys((*entries.always, *(entry for group in some for hint, entry in group if hint in text)))


def entries_for(selection: Selection, format: str, kind: type) -> Entries | None:
    """Return the rules of a selection that read facts of this type in files of a format, None where there are none."""
    known = entries_by_type(selection, format)
    if kind not in known:
        known[kind] = _entries(selection, format, kind)
    return known[kind]


def entries_by_type(selection: Selection, format: str) -> dict[type, Entries | None]:
    """Return what ``entries_for`` has said of a format so far."""
    known: dict[type, Entries | None] = selection.entries.setdefault(format, {})
    return known


def _entries(selection: Selection, format: str, kind: type) -> Entries | None:
    """Collect the rules that read facts of a type."""
    name = reference(kind)
    reading = []
    for rule in selection.registry.rules:
        if name not in rule.on or format in rule.not_in or rule.slug not in selection.run:
            continue
        when = rule.keys_for(name) if hasattr(kind, "key") else ()
        hints = rule.hints_for(name) if hasattr(kind, "text") else ()
        options = selection.options(rule)
        if options is None or options:
            reading.append((Entry(rule, options, rule.slug in selection.enabled), when, hints))
    entries = Entries()
    entries.keyed = {key: Entries() for _, when, _ in reading for key in when}
    for entry, when, hints in reading:
        for key in when or entries.keyed:
            entries.keyed[key].add(entry, hints)
        if not when:
            entries.add(entry, hints)
    entries.complete()
    return entries if reading else None


def wanted(selection: Selection, format: str = "") -> Wanted:
    """Return the test by which a format learns which facts are read; without its name, which would be in any."""
    return lambda kind: entries_for(selection, format, kind) is not None
