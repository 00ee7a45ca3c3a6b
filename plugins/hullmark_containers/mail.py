"""Settings of programs that send mail."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Stream
from hullmark.yaml import walk

from hullmark_containers.endpoints import farthest
from hullmark_containers.endpoints import target
from hullmark_containers.settings import OFF
from hullmark_containers.settings import ON
from hullmark_containers.settings import Setting
from hullmark_containers.settings import Switches
from hullmark_containers.settings import environment
from hullmark_containers.settings import plain

_NONE = OFF.union(("none", "null", "plain"))

SWITCHES = Switches({
    **{f"{family}_{name}": OFF for family in ("smtp", "mail", "email") for name in (
        "enable_starttls", "require_tls", "secure", "ssl", "start_tls", "starttls", "tls", "tls_reject_unauthorized",
        "use_ssl", "use_tls",
    )},
    "smtp_skip_verify": ON,
    "smtp_starttls_policy": frozenset(("nostarttls",)),
    "mail_encryption": _NONE,
    "smtp_encryption": _NONE,
})
_PORT = pattern(r".*_port")
_SENDS = pattern(r"(?:.*_)?(?:smtp|mail|email|mailer)(?:_.*)?_(?:port|host|server|addr|address|smarthost)")


def switched_off(fact: Variable | Script | File) -> Iterator[tuple[str, Text, str | None]]:
    """Yield the switches that turn TLS off, as shown, with their place and how far away the server is."""
    for setting in SWITCHES.found(fact):
        if _port_beside(setting) not in _tells(setting.name):
            yield f"{setting.shown}={setting.value}", setting.at, target(setting)


def _tells(name: str) -> tuple[str, ...]:
    """Return the ports with which a switch that is off does not mean that there is no TLS."""
    if "starttls" in name or "require" in name or "reject" in name or "skip" in name:
        return ()
    return ("465",) if name.endswith("tls") else ("465", "587")


def _port_beside(setting: Setting) -> str:
    """Return the port that a variable beside a switch names, "" where none does."""
    family, container = setting.family, setting.container
    for name, value in environment(container):
        if value and plain(name).startswith(family) and _PORT.fullmatch(plain(name)):
            return str(value)
    return ""


def port_of(variable: Variable) -> tuple[Text, str | None] | None:
    """Return where a variable says that mail is handed over at port 25, and how far away that is."""
    value = variable.value
    if value is None or not value.endswith("25") or variable.kind != "env" or "://" in value:
        return None
    name = plain(variable.name)
    if not _SENDS.fullmatch(name):
        return None
    if value == "25" and name.endswith("_port"):
        family = name.removesuffix("_port")
        return value, target(Setting(name, str(variable.name), value, value, variable, family=family))
    if value.endswith(":25"):
        return value, farthest((value[:-3],), variable.container)
    return None


def of_alerts(stream: Stream) -> Iterator[Text]:
    """Yield where an object of Prometheus' operator lets alerts be mailed without TLS."""
    for root in stream.roots:
        if isinstance(root, Mapping) and root.text("kind") == "AlertmanagerConfig":
            for node in walk(root):
                off = node.text("requireTLS") if isinstance(node, Mapping) else None
                if off == "false" and off is not None:
                    yield off
