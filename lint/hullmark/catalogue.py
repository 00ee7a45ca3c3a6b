"""``hullmark rules`` and ``hullmark explain``: what is installed, in words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.ids import Ids
from hullmark.registry import Registry
from hullmark.rule import HEADINGS
from hullmark.rule import Rule

Complain = Callable[[str], None]


def list_rules(arguments: Any, registry: Registry, complain: Complain) -> int:
    """Print the rules of a selection; all of them when nothing is selected. Return the exit code."""
    ids = Ids(registry.rules)
    for name in (*arguments.select, *arguments.extend_select, *arguments.ignore):
        if not ids.find(name):
            complain(f"unknown rule {name}")
            return 2
    config = Config(
        profile=arguments.profile or "all",
        select=tuple(arguments.select),
        extend_select=tuple(arguments.extend_select),
        ignore=tuple(arguments.ignore),
    )
    enabled = Selection(registry, ids, config).enabled
    chosen = [rule for rule in registry.rules if rule.slug in enabled]
    if arguments.format == "json":
        import json

        print(json.dumps([_record(rule) for rule in chosen], indent=1))
        return 0
    from tabulate import tabulate

    rows = [(rule.slug, rule.category, rule.severity, rule.profile, rule.title) for rule in chosen]
    print(tabulate(rows, ("rule", "category", "severity", "profile", ""), tablefmt="plain"))
    return 0


def _record(rule: Rule) -> dict[str, Any]:
    return {
        "slug": rule.slug,
        "title": rule.title,
        "category": rule.category,
        "severity": rule.severity,
        "severities": rule.severities,
        "profile": rule.profile,
        "family": rule.family,
        "peers": list(rule.peers),
        "sections": {heading: rule.section(heading) for heading in HEADINGS if rule.section(heading)},
    }


def explain_rules(name: str, registry: Registry, complain: Complain) -> int:
    """Print the documentation of every rule that an id stands for. Return the exit code."""
    ids = Ids(registry.rules)
    slugs = ids.find(name)
    if not slugs:
        close = ids.nearest(name)
        complain(f"unknown rule {name}" + (f"; did you mean {close}?" if close else ""))
        return 2
    own = [rule for rule in registry.rules if rule.slug == name]
    others = [rule for rule in registry.rules if rule.slug in slugs and rule.slug != name]
    sys.stdout.write("\n".join(_explanation(rule) for rule in (*own, *others)))
    return 0


def _explanation(rule: Rule) -> str:
    """Return a rule's documentation as text."""
    severities = "".join(f", {severity} in {format}" for format, severity in sorted(rule.severities.items()))
    lines = [
        rule.slug,
        "=" * len(rule.slug),
        "",
        *rule.doc.strip().splitlines(),
        "",
        f"Category: {rule.category}",
        f"Severity: {rule.severity}{severities}",
        f"Profile: {rule.profile}",
    ]
    if rule.family:
        lines.append(f"Family: {rule.family}")
    if rule.peers:
        lines.append(f"Elsewhere: {', '.join(rule.peers)}")
    return "\n".join(lines) + "\n"
