"""Which findings the suppressions of a document silence, and what is wrong with the suppressions themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hullmark import builtin
from hullmark.config import Selection
from hullmark.deferred import pattern
from hullmark.document import Document
from hullmark.document import Format
from hullmark.finding import CREDENTIALS
from hullmark.finding import Finding
from hullmark.ids import EVERYTHING
from hullmark.rule import Problem
from hullmark.rule import Rule
from hullmark.suppress import Suppression
from hullmark.suppress import own
from hullmark.text import Text

_DATE = pattern(r"\d{4}-\d\d-\d\d")

#: Makes a finding of the engine's own.
Make = Callable[[Rule, Problem], Finding]

#: Unknown ids of one file for which a known one is looked for.
_MAX_GUESSES = 20


class Suppressions(NamedTuple):
    """The suppressions of a document, and the trouble that finding them made: slugs of the engine's rules."""

    found: tuple[Suppression, ...] = ()
    trouble: tuple[tuple[str, Problem], ...] = ()


def silence(
    suppressions: Suppressions,
    selection: Selection,
    findings: list[Finding],
    today: str,
    make: Make,
) -> list[Finding]:
    """Return the findings with the silenced ones marked, and those about the suppressions added."""
    by_rule: dict[str, list[int]] = {}
    for index, finding in enumerate(findings):
        if finding.rule not in builtin.NOT_ANALYSED and finding.rule != builtin.INTERNAL_ERROR:
            by_rule.setdefault(finding.rule, []).append(index)
    added = list(suppressions.trouble)
    guesses = 0
    for suppression in suppressions.found:
        if not suppression.ids:
            added.append((builtin.UNKNOWN, Problem(suppression.comment, "the comment names no rule to ignore")))
        live = _live(suppression, today, added)
        for identifier in suppression.ids:
            slugs = _slugs(selection, suppression, identifier)
            if not slugs:
                if suppression.strict:
                    guesses += 1
                    close = selection.ids.nearest(identifier) if guesses <= _MAX_GUESSES else None
                    also = f"; did you mean {close}?" if close else ""
                    added.append((builtin.UNKNOWN, Problem(identifier, f"{identifier} is no rule{also}")))
                continue
            hit = [
                index
                for slug in slugs
                for index in by_rule.get(slug, ())
                if _covers(suppression, findings[index])
            ]
            if live:
                for index in hit:
                    findings[index] = findings[index]._replace(suppressed=suppression.reason)
            if not hit and slugs <= selection.enabled:
                added.append(_unused(suppression, identifier))
    return findings + [
        make(selection.rules[slug], problem) for slug, problem in added if slug in selection.enabled
    ]


def collect(document: Document, selection: Selection, format: Format | None) -> Suppressions:
    """Return the suppressions of every dialect of the format; one that fails is reported and costs only itself."""
    found = list(own(document, format.scope)) if format is not None else []
    trouble = []
    for name, dialect in selection.registry.dialects:
        if name != document.format:
            continue
        try:
            found += dialect(document)
        except Exception as error:
            message = f"a dialect of suppressions failed with {type(error).__name__}"
            trouble.append((builtin.INTERNAL_ERROR, Problem(document.span, message)))
    return Suppressions(tuple(found), tuple(trouble))


def _live(suppression: Suppression, today: str, added: list[tuple[str, Problem]]) -> bool:
    """Tell whether a suppression still holds; report one that has expired."""
    if not suppression.until:
        return True
    if not _DATE.fullmatch(suppression.until):
        message = f"{suppression.until} is no date; write it as 2027-01-31"
    elif suppression.until < today:
        message = f"the suppression expired on {suppression.until}"
    else:
        return True
    added.append((builtin.EXPIRED, Problem(suppression.comment, message)))
    return False


def _slugs(selection: Selection, suppression: Suppression, identifier: Text) -> frozenset[str]:
    """Return the rules that an id silences."""
    found = selection.ids.find(identifier, suppression.peer)
    if suppression.wide and identifier.endswith(EVERYTHING):
        return frozenset(slug for slug in found if selection.rules[slug].category != CREDENTIALS)
    return found


def _covers(suppression: Suppression, finding: Finding) -> bool:
    region, span = suppression.region, finding.span
    return region.start <= span.start < region.end or span.start <= region.start < span.end


def _unused(suppression: Suppression, identifier: Text) -> tuple[str, Problem]:
    if suppression.peer == "hullmark":
        return builtin.UNUSED, Problem(identifier, f"{identifier} silences nothing here")
    message = f"the comment for {suppression.peer} silences nothing here: {identifier}"
    return builtin.UNUSED_PEER, Problem(identifier, message)
