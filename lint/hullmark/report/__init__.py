"""Reports: each module writes one format, from findings alone.

A reporter is called once with a ``Run`` and a function that takes text. Every text of a file, a path or a message
goes through ``safe`` or an escaper of the report's own syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hullmark.finding import Finding
from hullmark.rule import Rule

#: Takes the next piece of the report.
Write = Callable[[str], object]


class Run(NamedTuple):
    """What is reported: findings in order, suppressed ones too when they are to be shown, and the rules by slug."""

    findings: tuple[Finding, ...]
    files: int
    rules: dict[str, Rule]
    version: str
    color: bool = False
    complete: bool = True


#: The reporters of hullmark itself: name to "module:function".
REPORTERS = {
    "text": "hullmark.report.text:report",
    "concise": "hullmark.report.concise:report",
    "json": "hullmark.report.json:report",
    "jsonl": "hullmark.report.json:report_lines",
    "sarif": "hullmark.report.sarif:report",
    "github": "hullmark.report.github:report",
}
