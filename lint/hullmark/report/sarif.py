"""SARIF 2.1.0, within the limits of GitHub code scanning: one run, at most 5,000 results, each rule once.

Reference: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and GitHub's "SARIF support for code scanning".
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hullmark.finding import ERROR
from hullmark.finding import INFO
from hullmark.finding import SEVERITIES
from hullmark.finding import WARNING
from hullmark.finding import Finding
from hullmark.report import Run
from hullmark.report import Write
from hullmark.report.safe import safe
from hullmark.rule import Rule

#: Results of one run that GitHub keeps.
MAX_RESULTS = 5000

_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
#: GitHub's severity of security alerts, by ours.
_SCORES = {ERROR: "8.0", WARNING: "5.5", INFO: "2.0"}
#: Categories whose rules are about quality, not security.
_QUALITY = frozenset(("build", "resilience", "style", "validity"))


def report(run: Run, write: Write) -> None:
    """Write the log."""
    ordered = sorted(run.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    kept = ordered[:MAX_RESULTS]
    slugs = sorted({finding.rule for finding in kept})
    index = {slug: number for number, slug in enumerate(slugs)}
    invocation: dict[str, Any] = {"executionSuccessful": run.complete and len(kept) == len(ordered)}
    if len(kept) < len(ordered):
        text = f"{len(ordered) - len(kept)} further results are left out"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "hullmark",
                        "semanticVersion": run.version,
                        "rules": [_rule(run.rules[slug]) for slug in slugs],
                    }
                },
                "automationDetails": {"id": "hullmark/"},
                "columnKind": "unicodeCodePoints",
                "invocations": [invocation],
                "results": [_result(finding, index) for finding in kept],
            }
        ],
    }
    write(json.dumps(log, indent=1) + "\n")


def _rule(rule: Rule) -> dict[str, Any]:
    """Describe a rule."""
    why, instead = rule.section("Why"), rule.section("Instead")
    properties: dict[str, Any] = {"tags": [rule.category], "problem.severity": _LEVELS[rule.severity]}
    if properties["problem.severity"] == "note":
        properties["problem.severity"] = "recommendation"
    if rule.category not in _QUALITY:
        properties["tags"] = ["security", rule.category]
        properties["security-severity"] = _SCORES[rule.severity]
    return {
        "id": rule.slug,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}. {why}"[:1024]},
        "help": {
            "text": f"{why}\n\nInstead: {instead}",
            "markdown": f"{why}\n\n**Instead:** {instead}".replace("``", "`"),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    """Describe a finding."""
    uri = quote(finding.path.replace("\\", "/").removeprefix("./"), safe="/~!$&'()*+,;=@", errors="surrogatepass")
    artifact = {"uri": uri}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": safe(finding.message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(finding)}}],
        "partialFingerprints": {"hullmark/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint},
    }
    if finding.notes:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": safe(note.text)},
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {"startLine": note.line, "startColumn": note.column},
                },
            }
            for number, note in enumerate(finding.notes)
        ]
    if finding.fix is not None:
        replacements = [
            {
                "deletedRegion": {"charOffset": edit.span.start, "charLength": edit.span.end - edit.span.start},
                "insertedContent": {"text": edit.text},
            }
            for edit in finding.fix.edits
        ]
        change = {"artifactLocation": artifact, "replacements": replacements}
        result["fixes"] = [{"description": {"text": finding.fix.title}, "artifactChanges": [change]}]
    if finding.suppressed is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": safe(finding.suppressed)}]
    return result


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
