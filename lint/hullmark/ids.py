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


class _Index(NamedTuple):
    """Slugs by name and by tool, patterns of tools (tool, beginning, slug), and names as their tools write them."""

    names: dict[str, set[str]]
    tools: dict[str, set[str]]
    patterns: list[tuple[str, str, str]]
    spelled: dict[str, str]


class Ids:
    """The index over a set of rules, made when it is first asked: most runs name no rule."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)

    @once
    def index(self) -> _Index:
        """The names of all rules."""
        names: dict[str, set[str]] = {}
        tools: dict[str, set[str]] = {}
        patterns: list[tuple[str, str, str]] = []
        spelled: dict[str, str] = {}
        for rule in self.rules:
            for name in (rule.slug, rule.category, rule.family):
                if name:
                    names.setdefault(name, set()).add(rule.slug)
        own = set(names)
        for rule in self.rules:
            for peer in rule.peers:
                tool, _, written = peer.partition(":")
                tool, identifier = normal(tool), normal(written)
                tools.setdefault(tool, set()).add(rule.slug)
                if identifier.endswith("*"):
                    patterns.append((tool, normal(written[:-1]), rule.slug))
                    continue
                names.setdefault(f"{tool}:{identifier}", set()).add(rule.slug)
                if identifier not in own:
                    names.setdefault(identifier, set()).add(rule.slug)
                    spelled.setdefault(identifier, written)
        return _Index(names, tools, patterns, spelled)

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
        identifier = normal(identifier)
        tool = "" if tool == "hullmark" else normal(tool)
        if identifier.endswith(EVERYTHING):
            return self._beginning(f"{tool}:{identifier[:-1]}" if tool else identifier[:-1])
        if tool:
            return frozenset(self.index.names.get(f"{tool}:{identifier}", ())) | self._matching(tool, identifier)
        return frozenset(self.index.names.get(identifier, ())) | self._matching("", identifier)

    def _beginning(self, name: str) -> frozenset[str]:
        """Return the slugs behind all names that begin so; one without a tool stands for names without."""
        full = ":" in name
        slugs = {slug for tool, prefix, slug in self.index.patterns if (f"{tool}:" * full + prefix).startswith(name)}
        known = (known for known in self.index.names if known.startswith(name) and (":" in known) == full)
        return frozenset(slugs.union(*(self.index.names[name] for name in known)))

    def _matching(self, tool: str, identifier: str) -> frozenset[str]:
        return frozenset(
            slug
            for peer, prefix, slug in self.index.patterns
            if (not tool or peer == tool) and identifier.startswith(prefix) and identifier[len(prefix):].isdigit()
        )

    def of_peer(self, peer: str) -> set[str]:
        """Return the slugs of all rules that a tool has too."""
        return self.index.tools.get(normal(peer), set())

    def nearest(self, name: str) -> str | None:
        """Return the known id, as its tool writes it, that is spelled most like this one, if any is close."""
        close = nearest(name.rpartition(":")[2], sorted(known for known in self.index.names if ":" not in known))
        return self.index.spelled.get(close, close) if close else None


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
