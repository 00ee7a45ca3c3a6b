"""What this pack gives to hullmark."""

from __future__ import annotations

from hullmark.plugin import Rule
from hullmark.plugin import hookimpl
from hullmark.plugin import rules_in


@hookimpl
def hullmark_rules() -> list[Rule]:
    """Return the rules of this pack."""
    return rules_in("hullmark_secrets.rules")
