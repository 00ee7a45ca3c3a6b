"""Workflow commands of GitHub Actions: each finding becomes an annotation.

Reference: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from hullmark.finding import ERROR
from hullmark.finding import INFO
from hullmark.finding import WARNING
from hullmark.report import Run
from hullmark.report import Write
from hullmark.report.safe import safe

_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "notice"}


def report(run: Run, write: Write) -> None:
    """Write the annotations."""
    for finding in run.findings:
        if finding.suppressed is not None:
            continue
        values = {
            "file": finding.path,
            "line": finding.line,
            "endLine": finding.end_line,
            "col": finding.column,
            "endColumn": finding.end_column,
            "title": finding.rule,
        }
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
        rule = run.rules.get(finding.rule)
        instead = rule.section("Instead").replace("``", "`") if rule else ""
        message = finding.message + (f". Instead: {instead}" if instead else "")
        write(f"::{_LEVELS[finding.severity]} {properties}::{_data(safe(message))}\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
