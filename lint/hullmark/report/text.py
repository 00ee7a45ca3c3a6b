"""For people: each finding with its source and carets, why it matters and the way out."""

from __future__ import annotations

import textwrap

from hullmark.finding import ERROR
from hullmark.finding import INFO
from hullmark.finding import SEVERITIES
from hullmark.finding import WARNING
from hullmark.finding import Finding
from hullmark.report import Run
from hullmark.report import Write
from hullmark.report.safe import safe

_COLORS = {ERROR: "31", WARNING: "33", INFO: "36"}
#: Columns of an excerpt that are shown.
_WIDTH = 160


def report(run: Run, write: Write) -> None:
    """Write the findings and a summary line. Why and how are said once for each rule."""
    explained: set[str] = set()
    for finding in run.findings:
        write(_finding(run, finding, finding.rule not in explained))
        explained.add(finding.rule)
    write(_summary(run))


def _paint(run: Run, text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if run.color else text


def _finding(run: Run, finding: Finding, explain: bool) -> str:
    place = _paint(run, f"{safe(finding.path)}:{finding.line}:{finding.column}", "1")
    severity = _paint(run, finding.severity, _COLORS[finding.severity])
    lines = [f"{place}: {severity}: {safe(finding.message)} {_paint(run, f'[{finding.rule}]', '2')}"]
    gutter = len(str(finding.line + len(finding.excerpt)))
    lines += _excerpt(run, finding, gutter)
    indent = " " * gutter
    for note in finding.notes:
        lines.append(f"{indent} = {safe(finding.path)}:{note.line}:{note.column}: {safe(note.text)}")
    if finding.suppressed is not None:
        lines.append(f"{indent} = suppressed: {safe(finding.suppressed) or 'no reason given'}")
    rule = run.rules.get(finding.rule)
    if explain and rule is not None:
        lines += _wrapped(f"{indent} = why: ", rule.section("Why"))
        lines += _wrapped(f"{indent} = instead: ", rule.section("Instead"))
    if finding.fix is not None:
        kind = "fix" if finding.fix.safe else "fix (changes behaviour)"
        lines.append(f"{indent} = {kind}: {safe(finding.fix.title)}")
    return "\n".join(lines) + "\n\n"


def _excerpt(run: Run, finding: Finding, gutter: int) -> list[str]:
    """Return the lines of source with carets under the span."""
    lines = []
    for number, text in finding.excerpt:
        start = finding.column - 1 if number == finding.line else len(text) - len(text.lstrip())
        end = finding.end_column - 1 if number == finding.end_line else len(text)
        shift = max(0, min(start - 40, len(text) - _WIDTH)) if len(text) > _WIDTH else 0
        shown = text[shift:shift + _WIDTH]
        before = safe(shown[: max(start - shift, 0)])
        marked = safe(shown[max(start - shift, 0):max(end - shift, 0)])
        rest = safe(shown[max(end - shift, 0):])
        lines.append(f"{_paint(run, f'{number:>{gutter}} |', '34')} {before}{marked}{rest}")
        carets = _paint(run, "^" * max(len(marked), 1), _COLORS[finding.severity])
        lines.append(f"{' ' * gutter} {_paint(run, '|', '34')} {' ' * len(before)}{carets}")
    if finding.excerpt and finding.excerpt[-1][0] < finding.end_line:
        lines.append(f"{' ' * gutter} {_paint(run, '|', '34')} ...")
    return lines


def _wrapped(prefix: str, text: str) -> list[str]:
    if not text:
        return []
    return textwrap.wrap(text.replace("``", "`"), 110, initial_indent=prefix, subsequent_indent=" " * len(prefix))


def _summary(run: Run) -> str:
    """Count what was found."""
    shown = [finding for finding in run.findings if finding.suppressed is None]
    files = "1 file" if run.files == 1 else f"{run.files} files"
    if not shown:
        return f"{files} checked, nothing found\n"
    counts = []
    for severity in SEVERITIES:
        count = sum(finding.severity == severity for finding in shown)
        if count:
            name = severity if count == 1 or severity == INFO else severity + "s"
            counts.append(f"{count} {name}")
    touched = len({finding.path for finding in shown})
    word = "finding" if len(shown) == 1 else "findings"
    return f"{len(shown)} {word} ({', '.join(counts)}) in {touched} of {files}\n"
