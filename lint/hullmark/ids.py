"""Names of rules: slugs, families, categories and other tools' ids, in one index.

The same index serves ``--select``, configuration, suppressions and ``hullmark explain``. Case and punctuation do not
matter. An id of another tool may carry its name in front (``hadolint:DL3007``) or stand alone, unless it is a name of
ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hullmark.deferred import once
from hullmark.deferred import pattern
from hullmark.rule import Rule

_DASHES = pattern(r"[^a-z0-9*]+")
#: trivy writes DS-0002, DS002 and AVD-DS-0002 for one check.
_TRIVY = pattern(r"(?:avd-)?(ds|ksv|kcv)-?0*(\d{1,9})")

#: Stands for every rule.
EVERYTHING = "*"


def normal(name: str) -> str:
    """Write an id without case, with single dashes for its punctuation."""
    name = _DASHES.sub("-", name.lower()).strip("-")
    trivy = _TRIVY.fullmatch(name)
    return f"{trivy[1]}-{int(trivy[2]):04}" if trivy else name


class _Names(NamedTuple):
    """Slugs by name, those behind beginnings of names (beginning, slug), and names as they are written."""

    slugs: dict[str, set[str]]
    patterns: list[tuple[str, str]]
    spelled: dict[str, str]

    def of(self, name: str) -> frozenset[str]:
        """Return the slugs behind a name."""
        behind = (slug for start, slug in self.patterns if name.startswith(start) and name[len(start):].isdigit())
        return frozenset(self.slugs.get(name, ())).union(behind)

    def beginning(self, start: str) -> frozenset[str]:
        """Return the slugs behind all names that begin so."""
        patterns = {slug for begun, slug in self.patterns if begun.startswith(start)}
        return frozenset(patterns.union(*(slugs for name, slugs in self.slugs.items() if name.startswith(start))))


class Ids:
    """The index over a set of rules. What is not asked is not made: most runs name no rule, or those of one tool."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._tools: dict[str, _Names] = {}

    @once
    def _written(self) -> dict[str, list[tuple[str, str]]]:
        """What each tool calls the rules: its id as written, and the slug."""
        known: dict[str, str] = {}
        found: dict[str, list[tuple[str, str]]] = {}
        for rule in self.rules:
            for peer in rule.peers:
                tool, _, identifier = peer.partition(":")
                if tool not in known:
                    known[tool] = normal(tool)
                found.setdefault(known[tool], []).append((identifier, rule.slug))
        return found

    @once
    def _own(self) -> dict[str, set[str]]:
        """The slugs behind slugs, categories and families."""
        found: dict[str, set[str]] = {}
        for rule in self.rules:
            for name in (rule.slug, rule.category, rule.family):
                if name:
                    found.setdefault(name, set()).add(rule.slug)
        return found

    def _of(self, tool: str) -> _Names:
        """Return the names that a tool has."""
        if tool not in self._tools:
            names = self._tools[tool] = _Names({}, [], {})
            for written, slug in self._written.get(tool, ()):
                if written.endswith(EVERYTHING):
                    names.patterns.append((normal(written[:-1]), slug))
                    continue
                identifier = normal(written)
                names.slugs.setdefault(identifier, set()).add(slug)
                names.spelled.setdefault(identifier, written)
        return self._tools[tool]

    @once
    def _all(self) -> _Names:
        """The names that stand without a tool: ours, and those of the tools that are not ours."""
        every = _Names({name: set(slugs) for name, slugs in self._own.items()}, [], {})
        for tool in self._written:
            names = self._of(tool)
            every.patterns.extend(names.patterns)
            for name, slugs in names.slugs.items():
                if name not in self._own:
                    every.slugs.setdefault(name, set()).update(slugs)
                    every.spelled.setdefault(name, names.spelled[name])
        return every

    def find(self, name: str, peer: str = "") -> frozenset[str]:
        """Return the slugs that an id stands for, none when it is unknown.

        With ``peer`` the id is that tool's; ``*`` stands for every rule, or for every rule the tool has too. A ``*`` at
        the end of an id stands for whatever follows: ``CKV_K8S_*``, ``kubelinter:*``.
        """
        if name == EVERYTHING:
            return frozenset(self.of_peer(peer) if peer and peer != "hullmark" else {rule.slug for rule in self.rules})
        tool, colon, identifier = name.partition(":")
        if not colon:
            tool, identifier = peer, name
        tool = "" if tool == "hullmark" else normal(tool)
        names = self._of(tool) if tool else self._all
        identifier = normal(identifier)
        return names.beginning(identifier[:-1]) if identifier.endswith(EVERYTHING) else names.of(identifier)

    def of_peer(self, peer: str) -> set[str]:
        """Return the slugs of all rules that a tool has too."""
        return {slug for _, slug in self._written.get(normal(peer), ())}

    def nearest(self, name: str) -> str | None:
        """Return the known id, as its tool writes it, that is spelled most like this one, if any is close."""
        close = nearest(name.rpartition(":")[2], sorted(self._all.slugs))
        return self._all.spelled.get(close, close) if close else None


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is spelled most like ``name``, if any is close."""
    from difflib import get_close_matches

    spelled = {candidate.lower(): candidate for candidate in candidates}
    close = get_close_matches(name.lower(), list(spelled), 1, 0.6)
    return spelled[close[0]] if close else None


def hint(name: str, candidates: Iterable[str]) -> str:
    """Return "; did you mean ...?" or nothing."""
    close = nearest(name, candidates)
    return f"; did you mean {close}?" if close else ""
