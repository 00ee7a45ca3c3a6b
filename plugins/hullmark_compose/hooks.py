"""What this pack gives to hullmark."""

from __future__ import annotations

from collections.abc import Iterable

from hullmark.plugin import Format
from hullmark.plugin import Rule
from hullmark.plugin import hookimpl
from hullmark.plugin import rules_in
from hullmark.suppress import Dialect

from hullmark_compose.format import FORMAT
from hullmark_compose.suppress import DIALECTS


@hookimpl
def hullmark_formats() -> Iterable[Format]:
    """Return the format of Compose files."""
    return [FORMAT]


@hookimpl
def hullmark_rules() -> list[Rule]:
    """Return the rules that only a Compose file can break."""
    return rules_in("hullmark_compose.rules")


@hookimpl
def hullmark_suppressions() -> Iterable[tuple[str, Dialect]]:
    """Return the dialects of dclint, checkov, KICS, trivy and semgrep."""
    return [(FORMAT.name, dialect) for dialect in DIALECTS]
