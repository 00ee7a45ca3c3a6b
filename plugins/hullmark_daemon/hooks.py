"""What this pack gives to hullmark."""

from __future__ import annotations

from collections.abc import Iterable

from hullmark.plugin import Format
from hullmark.plugin import Rule
from hullmark.plugin import hookimpl
from hullmark.plugin import rules_in

from hullmark_daemon import bake
from hullmark_daemon import buildkitd
from hullmark_daemon import containerd
from hullmark_daemon import devcontainer
from hullmark_daemon import dockerconfig
from hullmark_daemon import dotenv
from hullmark_daemon import engine
from hullmark_daemon import k3sconfig
from hullmark_daemon import kubeconfig
from hullmark_daemon import podman
from hullmark_daemon import quadlet
from hullmark_daemon import registriesyaml

#: The modules with a format each.
_FORMATS = (
    bake, buildkitd, containerd, devcontainer, dockerconfig, dotenv, engine, k3sconfig, kubeconfig, podman, quadlet,
    registriesyaml,
)


@hookimpl
def hullmark_formats() -> Iterable[Format]:
    """Return the formats, one a module."""
    return [module.FORMAT for module in _FORMATS]


@hookimpl
def hullmark_rules() -> list[Rule]:
    """Return the rules that only these files can break."""
    return rules_in("hullmark_daemon.rules")
