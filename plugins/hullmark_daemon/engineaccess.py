"""Rules on what the Docker daemon lets others do."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_daemon.settings import Settings

_ENGINE = ("daemon-json",)
_LOCAL = pattern(r"(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?|")
#: Settings of a file that only says where images come from and what is logged.
_PARTIAL = frozenset((
    "builder", "data-root", "debug", "dns", "experimental", "features", "insecure-registries", "log-driver",
    "log-level", "log-opts", "max-concurrent-downloads", "max-concurrent-uploads", "proxies", "registry-mirrors",
))
_ROOTLESS = pattern(r"(?:^|[/\\])\.config[/\\]docker[/\\]")

DOCS = {
    "daemon-authorization-missing": """The engine's API is open over TCP without an authorization plugin.

Why: whoever has a certificate for the API may do everything with it; there are no lesser rights.
Instead: name a plugin that decides about each call: ``"authorization-plugins": ["..."]``.
Flags: an address of TCP in ``hosts`` of a daemon.json without ``authorization-plugins``.
Not flagged: an engine that only listens on sockets.
See: https://docs.docker.com/engine/extend/plugins_authorization/
""",
    "docker-socket-group-widened": """The engine's socket belongs to a group that is not there for it.

Why: every member of the group may start a privileged container, and so is root on the host without a password.
Instead: leave ``group`` out, and add the few accounts that need it to the group docker; or run the engine rootless.
Flags: ``group`` of a daemon.json with another name than docker or root.
Not flagged: an empty one, which leaves the socket to root.
See: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
""",
    "dockerd-rootful-userns-off": """Root in a container is root on the host.

Why: without a user namespace the two have one number, so a flaw in the kernel or the runtime, or a mounted directory,
is all that stands between them.
Instead: ``"userns-remap": "default"``, which moves the accounts of all containers to numbers without rights; volumes
have to be given to them. Or run the engine rootless.
Flags: a daemon.json that sets up the engine as a whole, without ``userns-remap`` or with an empty one.
Not flagged: a file that only names registries, mirrors, logs and the like; the one of a rootless engine.
See: https://docs.docker.com/engine/security/userns-remap/
""",
    "inter-container-traffic-allowed": """Containers on the default bridge reach one another.

Why: one container that is broken into can go on to all others of the default network, also to ports that nobody
published.
Instead: ``"icc": false``; containers that belong together share a network of their own.
Flags: ``icc`` set to true in a daemon.json; in the profile ``all`` also one that does not say false.
Not flagged: networks of one's own.
See: https://docs.docker.com/engine/network/drivers/bridge/
""",
    "docker-iptables-disabled": """The engine may not set up packet filtering.

Why: its networks are then neither kept apart nor shielded, and published ports do what other rules happen to say.
Instead: leave the setting out and put own rules into the chain DOCKER-USER.
Flags: ``iptables``, ``ip6tables`` or ``ip-masq`` set to false in a daemon.json.
Not flagged: ``"firewall-backend": "nftables"``; a rootless engine.
See: https://docs.docker.com/engine/network/packet-filtering-firewalls/
""",
    "daemon-metrics-exposed": """The engine's metrics are open to the network, or its API to web pages.

Why: the metrics need no login and tell what runs here; with ``api-cors-header`` a page in somebody's browser can speak
to the API.
Instead: listen on ``127.0.0.1:9323`` and let a proxy with a login fetch the metrics; delete ``api-cors-header``, which
Docker 28 no longer has.
Flags: ``metrics-addr`` of a daemon.json with another address than this machine's own; ``api-cors-header`` with ``*``.
Not flagged: addresses of the loopback interface.
See: https://docs.docker.com/engine/daemon/prometheus/
""",
    "nondistributable-artifacts-allowed": """Layers that may not be passed on are pushed to registries.

Why: such layers, as those of Windows, come from elsewhere for reasons of their licence; the setting is no longer
supported.
Instead: delete it.
Flags: ``allow-nondistributable-artifacts`` of a daemon.json with a registry in it.
Not flagged: an empty list.
See: https://docs.docker.com/engine/deprecated/
""",
}


@rule(PRIVILEGES, INFO, on=Settings, when=_ENGINE, profile=ALL, peers="dockerbench:2.12",
      slug="daemon-authorization-missing")
def authorization(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the first address of TCP."""
    root = settings.root
    remote = [address for address in root.texts("hosts") if address.startswith("tcp://")]
    if remote and not root.sequence("authorization-plugins"):
        yield Problem(remote[0], "every client of the API may do everything; no plugin decides")


@rule(USERS, WARNING, on=Settings, when=_ENGINE, peers="dockerbench:3.15", slug="docker-socket-group-widened")
def socket_group(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the group."""
    group = settings.root.text("group")
    if group and group.known and group not in ("docker", "root", "0"):
        yield Problem(group, f"every member of {group} is root on this host through the engine's socket")


@rule(USERS, INFO, on=Settings, when=_ENGINE, profile=ALL, peers="dockerbench:2.9", slug="dockerd-rootful-userns-off")
def user_namespace(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag an empty value, or the file."""
    root = settings.root
    said = root.text("userns-remap")
    if said or _is_rootless(settings, context) or not set(root.items) - _PARTIAL:
        return
    yield Problem(said if said is not None else settings, "root in a container is root on the host, not remapped")


@rule(EXPOSURE, INFO, on=Settings, when=_ENGINE, profile=STRICT, peers="dockerbench:2.2",
      slug="inter-container-traffic-allowed")
def traffic(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the value, or the file."""
    if not settings.root.is_false("icc"):
        said = settings.root.scalar("icc")
        message = "containers on the default bridge reach one another"
        yield Problem(said or settings, message, profile=DEFAULT if said else ALL)


@rule(EXPOSURE, WARNING, on=Settings, when=_ENGINE, peers="dockerbench:2.4", slug="docker-iptables-disabled")
def packet_filter(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the values."""
    root = settings.root
    if root.text("firewall-backend") == "nftables" or _is_rootless(settings, context):
        return
    for key in ("iptables", "ip6tables", "ip-masq"):
        if root.is_false(key):
            yield Problem(root.get(key), f"without {key} the engine does not shield its networks")


@rule(EXPOSURE, WARNING, on=Settings, when=_ENGINE, slug="daemon-metrics-exposed")
def metrics(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the address."""
    address = settings.root.text("metrics-addr")
    if address is not None and address.known and not _LOCAL.fullmatch(address):
        yield Problem(address, f"{address} shows the engine's metrics to the network without a login")
    origin = settings.root.text("api-cors-header")
    if origin == "*":
        yield Problem(origin, "any web page may speak to the engine's API")


@rule(SUPPLY_CHAIN, INFO, on=Settings, when=_ENGINE, profile=STRICT, slug="nondistributable-artifacts-allowed")
def artifacts(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the setting."""
    if settings.root.sequence("allow-nondistributable-artifacts"):
        at = settings.at("allow-nondistributable-artifacts")
        yield Problem(at, "layers that may not be passed on are pushed to these registries")


def _is_rootless(settings: Settings, context: Context) -> bool:
    return settings.root.is_true("rootless") or _ROOTLESS.search(context.document.path) is not None


RULES = (authorization, socket_group, user_namespace, traffic, packet_filter, metrics, artifacts)
