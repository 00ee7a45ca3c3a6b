"""Rules: what a pack declares, what a check is given and what it yields."""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any
from typing import NamedTuple

from hullmark.deferred import Deferred
from hullmark.deferred import reference
from hullmark.document import Document
from hullmark.finding import CATEGORIES
from hullmark.finding import DEFAULT
from hullmark.finding import PROFILES
from hullmark.finding import SEVERITIES
from hullmark.finding import Fix
from hullmark.text import Span

#: The headings of a rule's docstring, in this order; all but the first two may be missing.
HEADINGS = ("Why", "Instead", "Flags", "Not flagged", "Fix safety", "Options", "See")


class Problem(NamedTuple):
    """What a check yields.

    ``at`` is a span, or anything with one: the smallest thing that the user must change, or the grip of what lacks
    something. ``notes`` are further (at, text) pairs. ``severity`` replaces the rule's own for this one place, and
    ``profile`` names a wider one than the rule's, the narrowest in which this place is shown. What a rule of the
    category credentials underlines is masked in every output, unless ``secret`` is False: a name, a file.
    """

    at: Any
    message: str
    fix: Fix | None = None
    notes: tuple[tuple[Any, str], ...] = ()
    severity: str | None = None
    profile: str = DEFAULT
    secret: bool = True

    @property
    def span(self) -> Span:
        """The range to underline."""
        return span_of(self.at)


def span_of(at: Any) -> Span:
    """Return a span as it is, and that of anything that has one."""
    return at if isinstance(at, Span) else at.span


class Context(NamedTuple):
    """What a check may know besides its fact: the document, its own options, and how to change a shared fact.

    ``profiles`` are those whose problems are of use here, ``today`` is the ISO date of the run.
    """

    document: Document
    options: Any
    edit: Callable[..., Any] | None
    profiles: tuple[str, ...] = PROFILES
    today: str = ""

    def shows(self, profile: str) -> bool:
        """Tell whether a problem with this ``profile`` is of use: a check may spare the work for one that is not.

        It should not where problems of several profiles underline the same words: fingerprints number repeats.
        """
        return profile in self.profiles

    def set(self, fact: object, field: str, value: str, title: str, safe: bool) -> Fix | None:
        """Return the fix that gives a field of a shared fact this value, or None where the format cannot write it."""
        edits = self.edit(self.document, fact, field, value) if self.edit else None
        return Fix(title, edits, safe) if edits else None


Check = Callable[[Any, Context], Iterable[Problem]]

#: Words for the facts of all types of a rule, or by type; None for the types that are not named.
Words = Iterable[str] | Mapping[Any, Iterable[str]]


class Rule(NamedTuple):
    """A rule.

    ``on`` names the types of facts that ``check`` takes, each as "module:name"; of types whose facts have a ``key``
    only those with one that ``when`` names, and of types whose facts have a ``text`` only those in which one of the
    ``hints`` stands, in any case; none leaves none out. Both are by type, those of "" for types that are not named.
    ``not_in`` are the formats whose facts it does not read. ``severity`` holds for formats not named in ``severities``.
    ``profile`` is the narrowest one that holds the rule. ``family`` is the slug of the general rule that this one is a
    special case of. ``peers`` are the ids of the same rule elsewhere, as "peer:id"; "hullmark:slug" is an old name.
    ``options`` is a NamedTuple class with defaults, or None; it may have a method ``wrong()`` that says what is wrong
    with the values, or "", and ``__bool__``, which is False where the values ask for nothing, so that the rule need
    not be called. ``module`` is where it is written; its docstring is the rule's documentation.
    """

    slug: str
    category: str
    severity: str
    severities: dict[str, str]
    profile: str
    on: tuple[str, ...]
    when: dict[str, tuple[str, ...]]
    hints: dict[str, tuple[str, ...]]
    not_in: tuple[str, ...]
    family: str
    peers: tuple[str, ...]
    check: Check
    options: Any
    module: str

    def severity_for(self, format: str) -> str:
        """Return the severity in files of this format."""
        return self.severities.get(format, self.severity)

    def keys_for(self, kind: str) -> tuple[str, ...]:
        """Return the keys for a type of facts, named as in ``on``."""
        return self.when[kind] if kind in self.when else self.when.get("", ())

    def hints_for(self, kind: str) -> tuple[str, ...]:
        """Return the hints for a type of facts, named as in ``on``."""
        return self.hints[kind] if kind in self.hints else self.hints.get("", ())

    @property
    def doc(self) -> str:
        """The rule's documentation: the docstring of its module, or its entry in the module's ``DOCS`` table."""
        if self.module not in sys.modules:
            __import__(self.module)
        module = sys.modules[self.module]
        written: str | None = getattr(module, "DOCS", {}).get(self.slug)
        return _wrapped(written) if written else module.__doc__ or ""

    @property
    def title(self) -> str:
        """The first line of the documentation, without its final period."""
        return self.doc.strip().partition("\n")[0].rstrip(".")

    def section(self, heading: str) -> str:
        """Return the text under a heading of the documentation, on one line; "" where there is none."""
        return sections(self.doc).get(heading, "")


def _wrapped(text: str) -> str:
    """Break the lines of a documentation that are too long."""
    from textwrap import fill

    return "\n".join(fill(line, 120, break_long_words=False) for line in text.split("\n"))


def sections(doc: str) -> dict[str, str]:
    """Split a docstring at its headings ("Why: ..."); paragraphs are joined to one line each."""
    found: dict[str, str] = {}
    heading = ""
    for line in doc.splitlines()[1:]:
        name, colon, rest = line.partition(":")
        if colon and name in HEADINGS:
            heading = name
            found[heading] = rest.strip()
        elif heading and line.strip():
            found[heading] = f"{found[heading]} {line.strip()}".strip()
    return found


def documented(title: str, **texts: str) -> str:
    """Write the documentation of a rule that is a line of a table, as the docstring of a module would be.

    ``texts`` are by heading, in lower case and with an underscore for a blank, in any order. Each is one line, which
    is broken when somebody reads it.
    """
    said = [(heading, texts.get(heading.lower().replace(" ", "_"))) for heading in HEADINGS]
    return "\n".join((f"{title}.\n", *(f"{heading}: {text}" for heading, text in said if text), ""))


def rule(
    category: str,
    severity: str | dict[str, str],
    *,
    on: type | tuple[type, ...],
    when: Words = (),
    hints: Words = (),
    not_in: tuple[str, ...] = (),
    peers: str = "",
    profile: str = DEFAULT,
    family: str = "",
    options: Any = None,
    slug: str = "",
) -> Callable[[Check], Rule]:
    """Declare the function below as the check of a rule; the slug is the file's name with dashes.

    ``on`` is one type of fact or a tuple of some, ``when`` in no order, ``hints`` are in lower case, for all types or
    by type. ``severity`` is one word, or a table by format whose entry "" holds for the rest. Raises ValueError for a
    word that is no category, severity or profile.
    """
    severities = {"": severity} if isinstance(severity, str) else dict(severity)
    general = severities.pop("", None) or next(iter(severities.values()))
    if category not in CATEGORIES or profile not in PROFILES or {general, *severities.values()} - set(SEVERITIES):
        raise ValueError(f"unknown category, profile or severity: {category}, {profile}, {severity}")

    def declare(check: Check) -> Rule:
        name = slug or check.__module__.rpartition(".")[2].replace("_", "-")
        keys = {kind: tuple(sorted(words)) for kind, words in _by_type(when)}
        shortest = {kind: tuple(_shortest(words)) for kind, words in _by_type(hints)}
        types = tuple(reference(kind) for kind in (on if isinstance(on, tuple) else (on,)))
        return Rule(
            name, category, general, severities, profile, types, keys, shortest, not_in, family,
            tuple(peers.split()), check, options, check.__module__,
        )

    return declare


def _by_type(words: Words) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the words for each type, by its name; "" for all that are not named."""
    if isinstance(words, Mapping):
        yield from (("" if kind is None else reference(kind), some) for kind, some in words.items())
    elif words:
        yield "", words


def _shortest(hints: Iterable[str]) -> Iterator[str]:
    """Yield the hints in which no other one stands, each once: where they do not stand, none does."""
    different = dict.fromkeys(hints)
    for hint in different:
        if not any(other in hint and other != hint for other in different):
            yield hint


def rules_in(package: str) -> list[Rule]:
    """Import every module of a package and return the rules they hold, by slug.

    A module that cannot be imported costs only itself: BrokenRules is raised at the end, with the rules of the others.
    """
    import importlib
    import pkgutil

    found: dict[str, Rule] = {}
    errors: list[Exception] = []
    for entry in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
        try:
            module = importlib.import_module(entry.name)
        except Exception as error:
            error.add_note(entry.name)
            errors.append(error)
            continue
        found.update({rule.slug: rule for rule in rules_of(vars(module))})
    rules = [found[slug] for slug in sorted(found)]
    if errors:
        raise BrokenRules(package, errors, rules)
    return rules


def rules_of(namespace: dict[str, Any]) -> list[Rule]:
    """Return the rules among the members of a module, also those in a list or tuple: a table of rules."""
    found = []
    for member in namespace.values():
        if isinstance(member, Rule):
            found.append(member)
        elif isinstance(member, (list, tuple)):
            found += [item for item in member if isinstance(item, Rule)]
    return found


class DeferredCheck(Deferred):
    """The check of a rule known by module and slug, imported at its first call."""

    def __init__(self, module: str, slug: str) -> None:
        super().__init__(f"{module}:{slug}")
        self.module = module
        self.slug = slug

    def load(self) -> Check:
        """Import the module and return the check; LookupError when the rule is not in it any more."""
        import importlib

        for rule in rules_of(vars(importlib.import_module(self.module))):
            if rule.slug == self.slug:
                return rule.check
        raise LookupError(f"{self.module} holds no rule {self.slug}")


class BrokenRules(Exception):
    """Some modules of a package of rules cannot be imported; ``rules`` are those of the others."""

    def __init__(self, package: str, errors: list[Exception], rules: list[Rule]) -> None:
        super().__init__(f"{package}: {len(errors)} modules cannot be imported")
        self.errors = errors
        self.rules = rules
