"""What this pack gives to hullmark."""

from __future__ import annotations

from collections.abc import Iterable

from hullmark.plugin import Format
from hullmark.plugin import Rule
from hullmark.plugin import hookimpl
from hullmark.plugin import rules_in

from hullmark_daemon import devcontainer
from hullmark_daemon import dotenv
from hullmark_daemon import engine
from hullmark_daemon import kubeconfig
from hullmark_daemon import quadlet

#: The modules with a format each.
_FORMATS = (devcontainer, dotenv, engine, kubeconfig, quadlet)


@hookimpl
def hullmark_formats() -> Iterable[Format]:
    """Return the formats, one a module."""
    return [module.FORMAT for module in _FORMATS]


@hookimpl
def hullmark_rules() -> list[Rule]:
    """Return the rules that only these files can break."""
    return rules_in("hullmark_daemon.rules")
