"""One line a finding: ``path:line:column: severity: message [slug]``."""

from __future__ import annotations

from hullmark.report import Run
from hullmark.report import Write
from hullmark.report.safe import safe


def report(run: Run, write: Write) -> None:
    """Write the findings."""
    for finding in run.findings:
        place = f"{safe(finding.path)}:{finding.line}:{finding.column}"
        ignored = " (suppressed)" if finding.suppressed is not None else ""
        write(f"{place}: {finding.severity}: {safe(finding.message)} [{finding.rule}]{ignored}\n")
