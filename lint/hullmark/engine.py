"""One document, linted: a pure function from a parsed file and a selection of rules to findings.

No file is opened, no process started, nothing printed. Each call of a check is guarded, including the iteration of
what it yields: an exception becomes the finding ``internal-error`` and costs that rule on that fact only.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

from hullmark import builtin
from hullmark.config import Selection
from hullmark.dispatch import Entry
from hullmark.dispatch import entries_by_type
from hullmark.dispatch import entries_for
from hullmark.dispatch import wanted
from hullmark.document import Document
from hullmark.document import Embedded
from hullmark.document import Format
from hullmark.finding import CREDENTIALS
from hullmark.finding import PROFILES
from hullmark.finding import Finding
from hullmark.finding import Fix
from hullmark.finding import Note
from hullmark.hashing import blake2b
from hullmark.rule import Context
from hullmark.rule import Problem
from hullmark.rule import Rule
from hullmark.rule import span_of
from hullmark.silence import Suppressions
from hullmark.silence import collect
from hullmark.silence import silence
from hullmark.text import Span

Clock = Callable[[], float]

#: Findings of one file beyond this number are not shown.
MAX_FINDINGS = 1000
#: Seconds of computing for each begun million characters after which the rest of a file is left unchecked: some ten
#: times of what ordinary text takes, so that a large file is linted to its end and one made to be slow is not.
MAX_SECONDS = 5.0
#: A clock that is quick to read, and that of the computing itself, which is never ahead of it.
CLOCKS: tuple[Clock, Clock] = (time.monotonic, time.process_time)
#: Characters of the shortest secret that is masked wherever it stands.
_LEAST = 4
#: Lines of an excerpt.
MAX_EXCERPT = 4


class Patience:
    """Tells when a file has taken more than so many seconds of computing.

    That need not be asked before ``clock``, which is quick to read, has come to ``soon``.
    """

    __slots__ = ("seconds", "clock", "soon", "_end", "_computing")

    def __init__(self, seconds: float, clocks: tuple[Clock, Clock]) -> None:
        self.seconds = seconds
        self.clock, self._computing = clocks
        self.soon = self.clock() + seconds
        self._end = self._computing() + seconds

    def over(self) -> bool:
        """Tell whether the time is over."""
        return self._computing() > self._end


def lint(
    document: Document,
    selection: Selection,
    *,
    today: str,
    suppressions: bool = True,
    excerpts: bool = False,
    clocks: tuple[Clock, Clock] = CLOCKS,
) -> list[Finding]:
    """Return the findings of a document in the order of their places, suppressed ones marked.

    ``today`` is the ISO date that suppressions and ends of life are compared with. With ``suppressions`` False none is
    honoured. ``excerpts`` adds the lines of source to each finding.
    """
    format = selection.registry.format(document.format)
    silencing = collect(document, selection, format) if suppressions else Suppressions()
    # A comment may silence what another profile shows; whether it silences anything must not depend on the profile.
    profiles = PROFILES if silencing.found else selection.profiles
    found: list[tuple[Rule, Problem]] = []
    hidden: list[Span] = []
    patience = Patience(MAX_SECONDS * (1 + len(document.text) // 1_000_000), clocks)
    for entry, problem in _check(document, selection, format, profiles, patience, today):
        if entry.rule.category == CREDENTIALS and problem.secret:
            hidden.append(problem.span)
        if entry.shown:
            found.append((entry.rule, problem))
    made = Maker(document, selection, hidden, excerpts)
    found = list(_distinct(found))
    findings = [made.finding(rule, problem) for rule, problem in found]
    if suppressions:
        findings = silence(silencing, selection, findings, today, made.finding)
    shown = [finding for finding, (_, problem) in zip(findings, found) if problem.profile in selection.profiles]
    findings = shown + findings[len(found):]
    findings.sort(key=lambda finding: (finding.span, finding.rule))
    if len(findings) > MAX_FINDINGS:
        rest = len(findings) - MAX_FINDINGS
        message = f"{rest} further findings of this file are not shown"
        findings[MAX_FINDINGS:] = [made.finding(selection.rules[builtin.TOO_MANY], Problem(document.span, message))]
    return findings


def _check(
    document: Document,
    selection: Selection,
    format: Format | None,
    profiles: tuple[str, ...],
    patience: Patience,
    today: str,
) -> Iterator[tuple[Entry, Problem]]:
    """Run the rules over the facts of a document."""
    contexts: dict[str, Context] = {}
    edit = format.edit if format else None
    plain = Context(document, None, edit, profiles, today)
    known = entries_by_type(selection, document.format)
    clock, soon = patience.clock, patience.soon
    for fact in _facts(document):
        kind = type(fact)
        entries = known[kind] if kind in known else entries_for(selection, document.format, kind)
        if entries is None:
            if isinstance(fact, Exception):
                yield _internal(document, selection, f"format {document.format}", fact)
            elif isinstance(fact, Embedded):
                yield from _embedded(fact, document, selection, profiles, patience, today)
            continue
        reading = entries.on(fact)
        if not reading:
            continue
        for entry in reading:
            context = plain
            if entry.options is not None:
                slug = entry.rule.slug
                context = contexts.get(slug) or contexts.setdefault(
                    slug, Context(document, entry.options, edit, profiles, today)
                )
            try:
                check = entry.check or entry.load()
                for problem in check(fact, context) or ():
                    yield entry, problem
            except Exception as error:
                yield _internal(document, selection, f"rule {entry.rule.slug}", error)
        if clock() > soon and patience.over():
            rule = selection.rules[builtin.TIMEOUT]
            seconds = f"{patience.seconds:g} seconds"
            message = f"the analysis took longer than {seconds}; the rest of the file was not checked"
            yield Entry(rule, None, True), Problem(document.span, message)
            return


def _embedded(
    part: Embedded, document: Document, selection: Selection, profiles: tuple[str, ...], patience: Patience, today: str
) -> Iterator[tuple[Entry, Problem]]:
    """Run the rules over a file within the file; their fixes, which know nothing of what is around, are left out."""
    format = selection.registry.format(part.format)
    if format is None or format.name == document.format:
        return
    text = part.within(document.text)
    try:
        inner = format.parse(document.path, text, selection.format_options(format), wanted(selection, format.name))
    except Exception as error:
        yield _internal(document, selection, f"format {part.format}", error)
        return
    for entry, problem in _check(inner, selection, format, profiles, patience, today):
        yield entry, problem._replace(fix=None)
    inner.close()


def _facts(document: Document) -> Iterator[object]:
    """Yield the facts and the document itself; an exception of the format comes as a fact."""
    try:
        yield from document.facts
    except Exception as error:
        yield error
    yield document


def _internal(document: Document, selection: Selection, who: str, error: Exception) -> tuple[Entry, Problem]:
    """Return the finding for an exception; its message is left out, since it may quote the file."""
    rule = selection.rules[builtin.INTERNAL_ERROR]
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f" in {last.tb_frame.f_code.co_filename.rpartition('/')[2]}:{last.tb_lineno}" if last else ""
    message = f"{who} failed with {type(error).__name__}{where}"
    return Entry(rule, None, True), Problem(document.span, message)


def _distinct(found: Iterable[tuple[Rule, Problem]]) -> Iterator[tuple[Rule, Problem]]:
    """Leave out what one rule says twice about one place."""
    seen = set()
    for rule, problem in found:
        key = rule.slug, problem.span, problem.message
        if key not in seen:
            seen.add(key)
            yield rule, problem


class Maker:
    """Makes findings of the problems of one document."""

    def __init__(self, document: Document, selection: Selection, hidden: list[Span], excerpts: bool) -> None:
        self.document = document
        self.selection = selection
        self.hidden = sorted({span for span in hidden if span.end > span.start})
        values = {document.text[span.start:span.end].strip("\"'") for span in self.hidden}
        self.secrets = sorted(filter(_telling, values), key=len, reverse=True)
        self.beginnings = {secret[:_LEAST] for secret in self.secrets}
        self.excerpts = excerpts
        self.ordinals: dict[tuple[str, str], int] = {}

    def finding(self, rule: Rule, problem: Problem) -> Finding:
        """Return the finding of a problem."""
        document = self.document
        span = problem.span
        size = len(document.text)
        span = Span(min(max(span.start, 0), size), min(max(span.end, 0), size))
        line, column = document.position(span.start)
        end_line, end_column = document.position(max(span.start, span.end))
        severity = problem.severity or self.selection.severity_of(rule, document.format)
        if problem.severity and rule.slug in self.selection.severity:
            severity = self.selection.severity[rule.slug]
        return Finding(
            document.path,
            line + 1,
            column + 1,
            end_line + 1,
            end_column + 1,
            rule.slug,
            severity,
            rule.category,
            self.masked(problem.message),
            span,
            self.fingerprint(rule.slug, document.text[span.start:span.end]),
            self.presentable(problem.fix),
            tuple(self.note(at, text) for at, text in problem.notes),
            None,
            self.excerpt(line, end_line) if self.excerpts else (),
        )

    def masked(self, text: str) -> str:
        """Return a text with the secrets of the document replaced."""
        if self.secrets and any(text[at:at + _LEAST] in self.beginnings for at in range(len(text))):
            for secret in self.secrets:
                text = text.replace(secret, "***")
        return text

    def presentable(self, fix: Fix | None) -> Fix | None:
        """Return a fix unless it would repeat a secret."""
        if fix is None or any(secret in edit.text for secret in self.secrets for edit in fix.edits):
            return None
        return fix._replace(edits=tuple(sorted(fix.edits)))

    def note(self, at: Any, text: str) -> Note:
        """Return a related place."""
        line, column = self.document.position(span_of(at).start)
        return Note(line + 1, column + 1, self.masked(text))

    def fingerprint(self, slug: str, evidence: str) -> str:
        """Identify a finding by its rule, its file and the text it speaks of, blanks aside; repeats are numbered."""
        evidence = " ".join(evidence.split())
        ordinal = self.ordinals[slug, evidence] = self.ordinals.get((slug, evidence), 0) + 1
        recipe = "\0".join((slug, self.document.path, evidence, str(ordinal)))
        return blake2b(recipe.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def excerpt(self, first: int, last: int) -> tuple[tuple[int, str], ...]:
        """Return the lines from ``first`` to ``last`` (0-based), at most a few, with secrets masked."""
        lines = []
        for number in range(first, min(last + 1, first + MAX_EXCERPT)):
            start, end = self.document.lines.span(number)
            text = self.document.text[start:end]
            for span in self.hidden:
                if span.start < end and span.end > start:
                    low, high = max(span.start, start) - start, min(span.end, end) - start
                    text = text[:low] + "*" * (high - low) + text[high:]
            for secret in self.secrets:
                text = text.replace(secret, "*" * len(secret))
            lines.append((number + 1, text))
        return tuple(lines)


def _telling(value: str) -> bool:
    """Tell whether a secret is to be masked wherever it stands: one that is a mere word, like root, is not."""
    return len(value) >= _LEAST and (len(value) > 16 or not value.isalpha())
