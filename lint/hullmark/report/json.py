"""JSON: one document, or one line for each finding.

Lines and columns are 1-based and count code points, the end is exclusive. ``edits`` are given by 0-based offsets.
"""

from __future__ import annotations

import json
from typing import Any

from hullmark.finding import Finding
from hullmark.report import Run
from hullmark.report import Write

SCHEMA_VERSION = 1


def record(finding: Finding) -> dict[str, Any]:
    """Return a finding as a JSON object."""
    found: dict[str, Any] = {
        "path": _text(finding.path),
        "line": finding.line,
        "column": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "code": finding.rule,
        "severity": finding.severity,
        "category": finding.category,
        "message": _text(finding.message),
        "fingerprint": finding.fingerprint,
    }
    if finding.notes:
        found["related"] = [
            {"line": note.line, "column": note.column, "message": _text(note.text)} for note in finding.notes
        ]
    if finding.fix is not None:
        edits = [{"start": e.span.start, "end": e.span.end, "text": _text(e.text)} for e in finding.fix.edits]
        found["fix"] = {"title": finding.fix.title, "safe": finding.fix.safe, "edits": edits}
    if finding.suppressed is not None:
        found["suppressed"] = _text(finding.suppressed)
    return found


def _text(text: str) -> str:
    """Return a text that encodes: a lone surrogate, from a file name that is no UTF-8, becomes its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def report(run: Run, write: Write) -> None:
    """Write one document, a line for each finding in it."""
    head = {
        "schemaVersion": SCHEMA_VERSION,
        "tool": {"name": "hullmark", "version": run.version},
        "files": run.files,
        "complete": run.complete,
    }
    # a line for each: where it indents itself, json encodes in Python, six times as slowly
    dumps = json.JSONEncoder().encode
    findings = ",\n".join(dumps(record(finding)) for finding in run.findings)
    write(f'{dumps(head)[:-1]}, "findings": [\n{findings}\n]}}\n')


def report_lines(run: Run, write: Write) -> None:
    """Write a line for each finding."""
    dumps = json.JSONEncoder(separators=(", ", ": ")).encode
    for finding in run.findings:
        write(dumps(record(finding)) + "\n")
