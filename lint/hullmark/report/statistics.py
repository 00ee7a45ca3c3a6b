"""How often each rule fired."""

from __future__ import annotations

from collections import Counter

from tabulate import tabulate

from hullmark.report import Run
from hullmark.report import Write


def report(run: Run, write: Write) -> None:
    """Write a table, the most frequent rule first."""
    counts = Counter((f.rule, f.severity) for f in run.findings if f.suppressed is None)
    files = Counter(rule for rule, _ in {(f.rule, f.path) for f in run.findings if f.suppressed is None})
    rows = [(count, files[rule], severity, rule, run.rules[rule].title) for (rule, severity), count in counts.items()]
    rows.sort(key=lambda row: (-row[0], row[3]))
    write(tabulate(rows, ("findings", "files", "severity", "rule", ""), tablefmt="plain") + "\n")
