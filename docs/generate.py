"""Write docs/rules.md from the rules that are installed: ``python docs/generate.py``. A test fails while it is stale."""

from __future__ import annotations

import pathlib
import sys

from hullmark.registry import load
from hullmark.rule import Rule

PAGE = pathlib.Path(__file__).parent / "rules.md"

HEAD = """# Rules

{count} rules, by category. `hullmark explain SLUG` prints a rule's whole documentation; the examples are the fixtures in
[tests/rules](../tests/rules). The profile is the narrowest one that holds the rule. A rule of a family is chosen by the
family's name too.
"""


def page() -> str:
    """Return the page."""
    rules = load(None).rules
    parts = [HEAD.format(count=len(rules))]
    for category in sorted({rule.category for rule in rules}):
        parts.append(f"## {category}\n\n| rule | severity | profile | what it flags | elsewhere |\n|---|---|---|---|---|")
        parts += [_row(rule) for rule in rules if rule.category == category]
        parts.append("")
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    """Return a rule as a row of a table."""
    severity = "".join(f", {word} in {format}" for format, word in sorted(rule.severities.items()))
    example = f"[{rule.slug}](../tests/rules/{rule.slug}.md)" if rule.on else rule.slug
    peers = ", ".join(peer for peer in rule.peers if peer.split(":")[0] in SHOWN)
    title = rule.title.replace("``", "`").replace("|", "\\|")
    return f"| {example} | {rule.severity}{severity} | {rule.profile} | {title} | {peers} |"


#: The tools that the page names; ``hullmark explain`` names all.
SHOWN = ("hadolint", "buildkit", "checkov", "trivy")


if __name__ == "__main__":
    sys.exit(0 if PAGE.write_text(page(), encoding="utf-8") else 1)
