"""What hullmark reports: findings, their severities and categories, and the fixes they carry."""

from __future__ import annotations

from typing import NamedTuple

from hullmark.text import Edit
from hullmark.text import Span

ERROR = "error"
WARNING = "warning"
INFO = "info"

#: Severities from the gravest; the index is the rank.
SEVERITIES = (ERROR, WARNING, INFO)

USERS = "users"
DAEMONS = "daemons"
CREDENTIALS = "credentials"
PINNING = "pinning"
ENCRYPTION = "encryption"
PRIVILEGES = "privileges"
SUPPLY_CHAIN = "supply-chain"
EXPOSURE = "exposure"
RESILIENCE = "resilience"
BUILD = "build"
VALIDITY = "validity"
STYLE = "style"

CATEGORIES = (
    USERS, DAEMONS, CREDENTIALS, PINNING, ENCRYPTION, PRIVILEGES, SUPPLY_CHAIN, EXPOSURE, RESILIENCE, BUILD, VALIDITY,
    STYLE,
)

DEFAULT = "default"
STRICT = "strict"
ALL = "all"

#: Profiles from the narrowest; each holds the rules of those before it.
PROFILES = (DEFAULT, STRICT, ALL)


class Fix(NamedTuple):
    """A change of one file that removes a problem.

    ``title`` is an imperative ("pin the tag"). ``edits`` are disjoint and sorted. A safe fix changes nothing that
    the file builds or deploys; any other is applied only when asked for.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool


class Note(NamedTuple):
    """A further place that belongs to a finding: 1-based line and column, and what is there."""

    line: int
    column: int
    text: str


class Finding(NamedTuple):
    """One problem at one place, flat and free of references into the parsed file.

    ``line``, ``column``, ``end_line`` and ``end_column`` are 1-based and count code points; the end is exclusive.
    ``fingerprint`` stays the same when lines are added elsewhere. ``suppressed`` is the reason given by the comment
    that silences the finding, "" for one without a reason, None where nothing does. ``excerpt`` are the lines of
    the span with their 1-based numbers, secrets masked; empty unless asked for.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    severity: str
    category: str
    message: str
    span: Span
    fingerprint: str
    fix: Fix | None = None
    notes: tuple[Note, ...] = ()
    suppressed: str | None = None
    excerpt: tuple[tuple[int, str], ...] = ()


class Result(NamedTuple):
    """What came of one file: its findings, suppressed ones included, and what severity fails the run.

    ``skipped`` tells that no format reads the file, ``named`` that it was named on the command line.
    """

    path: str
    findings: tuple[Finding, ...]
    fail_on: str
    skipped: bool = False
    named: bool = False


def at_least(severity: str, threshold: str) -> bool:
    """Tell whether a severity is as grave as the threshold; no severity reaches the threshold ``never``."""
    return threshold in SEVERITIES and SEVERITIES.index(severity) <= SEVERITIES.index(threshold)
