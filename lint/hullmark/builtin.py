"""The findings of the engine itself: what it could not read or analyse, and what is wrong with suppressions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hullmark.finding import DEFAULT
from hullmark.finding import ERROR
from hullmark.finding import INFO
from hullmark.finding import STRICT
from hullmark.finding import STYLE
from hullmark.finding import VALIDITY
from hullmark.finding import WARNING
from hullmark.rule import Problem
from hullmark.rule import Rule

INTERNAL_ERROR = "internal-error"
UNREADABLE = "unreadable-file"
TOO_LARGE = "document-too-large"
TIMEOUT = "analysis-timeout"
ENCODING = "encoding-problem"
TOO_MANY = "too-many-findings"
UNUSED = "unused-suppression"
UNUSED_PEER = "unused-peer-suppression"
UNKNOWN = "unknown-suppression"
EXPIRED = "expired-suppression"

#: Findings of these rules say that a file was not analysed as a whole; no option silences them.
NOT_ANALYSED = frozenset((UNREADABLE, TOO_LARGE, TIMEOUT))

DOCS = {
    INTERNAL_ERROR: """Hullmark failed on this file.

Why: a rule, a format or the engine raised an exception; the other results are complete, this one is missing.
Instead: report it with the file, or leave the rule out with --ignore until it is mended.
""",
    UNREADABLE: """The file cannot be read.

Why: nothing in it was checked.
Instead: check that it exists, is a regular file and may be read.
""",
    TOO_LARGE: """The file is larger than the limit.

Why: nothing in it was checked; no file that people write is that large.
Instead: exclude it, or raise the limit with --max-size.
""",
    TIMEOUT: """The analysis of the file took too long.

Why: the rest of the file was not checked.
Instead: split the file or exclude it.
""",
    ENCODING: """The bytes of the file are not plain UTF-8.

Why: builders and editors read such bytes differently, and what a reviewer sees is not what runs.
Instead: save the file as UTF-8 without NUL bytes.
""",
    TOO_MANY: """The file has more findings than are shown.

Why: a report of thousands of findings is read by nobody.
Instead: mend the first ones, or select fewer rules.
""",
    UNUSED: """The suppression silences nothing.

Why: what it was written for is gone, and it would hide the next mistake in this place.
Instead: delete the comment, or the id that nothing needs.
""",
    UNUSED_PEER: """Another tool's suppression silences nothing here.

Why: either the problem is gone, or hullmark does not see it as a problem; the other tool may still need the comment.
Instead: delete the comment when the other tool no longer runs.
""",
    UNKNOWN: """The suppression names a rule that does not exist.

Why: it silences nothing, and whoever wrote it believes that it does.
Instead: write the slug, the category or the other tool's id as `hullmark rules` shows it.
""",
    EXPIRED: """The suppression has expired.

Why: its author set a date after which the problem should be looked at again.
Instead: mend the problem, or set a new date and say why.
""",
}

_TABLE = {
    INTERNAL_ERROR: (VALIDITY, ERROR, DEFAULT),
    UNREADABLE: (VALIDITY, ERROR, DEFAULT),
    TOO_LARGE: (VALIDITY, ERROR, DEFAULT),
    TIMEOUT: (VALIDITY, ERROR, DEFAULT),
    ENCODING: (VALIDITY, WARNING, DEFAULT),
    TOO_MANY: (VALIDITY, WARNING, DEFAULT),
    UNUSED: (STYLE, WARNING, DEFAULT),
    UNUSED_PEER: (STYLE, INFO, STRICT),
    UNKNOWN: (STYLE, WARNING, DEFAULT),
    EXPIRED: (STYLE, WARNING, DEFAULT),
}


def _nothing(fact: Any, context: Any) -> Iterable[Problem]:
    """The engine yields these findings itself."""
    return ()


RULES = tuple(
    Rule(slug, category, severity, {}, profile, (), {}, {}, (), "", (), _nothing, None, __name__)
    for slug, (category, severity, profile) in _TABLE.items()
)
