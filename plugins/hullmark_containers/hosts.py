"""Hosts that are not reached over a network that others share."""

from __future__ import annotations

from collections.abc import Container

from hullmark.plugin import pattern

_LOCAL = pattern(
    r"localhost|.*\.(localhost|local|internal|lan|intranet|home\.arpa|test|invalid|svc)"
    r"|0\.0\.0\.0|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}"
    r"|\[?::1?\]?|\[?f(e80|[cd][0-9a-f]{2}):.*"
)


def is_local(host: str) -> bool:
    """Tell whether a host is this machine, in a private network, or a name without a domain such as a service's."""
    host = host.lower().rstrip(".")
    return bool(host) and not set(host) & set("$*{") and ("." not in host and ":" not in host or bool(
        _LOCAL.fullmatch(host)
    ))


def is_below(host: str, names: Container[str]) -> bool:
    """Tell whether a host is one of some, or below one."""
    parts = host.split(".")
    return any(".".join(parts[index:]) in names for index in range(len(parts)))


#: How addresses of this machine begin.
LOOPBACK = ("127.", "localhost", "::1", "[::1]")
#: Hosts of tunnels, by which anybody gives a machine a name for a while.
TUNNELS = ("loca.lt", "ngrok-free.app", "ngrok.io", "serveo.net", "trycloudflare.com")

#: How far away a host is: this machine, which is also a pod; the same private network; beyond that.
OWN = "own"
NEAR = "near"
FAR = "far"

#: The longest name of a host.
_MAX_NAME = 253
_OWN = pattern(
    r"|localhost|.*\.localhost|(?:host|gateway)\.(?:docker|containers|lima|minikube|k3d)\.internal"
    r"|kubernetes\.docker\.internal|metadata\.google\.internal|0\.0\.0\.0"
    r"|127(?:\.\d+){3}|169\.254(?:\.\d+){2}|\[?::1?\]?"
)
#: Endings that no public name has, and a part that names of services in clusters have.
_PRIVATE = pattern(
    r".*\.(?:cluster|consul|corp|docker|home|loc|localdomain|podman|priv|private)|.*\.svc\..*|.*\.(?:nip|sslip)\.io"
)
#: The last part of a name of two that can be a public one; of any other the last is a namespace, as in ``db.prod``.
_TOP = pattern(
    r"[a-z]{2}|agency|app|biz|cloud|co[mp]?|dev|digital|edu|gov|group|info|int|mil|net|network|online|org|page|services"
    r"|shop|site|solutions|space|store|systems|tech|tools|top|world|xyz|zone|\d+"
)
#: Names that documentation and samples have.
_SAMPLE = pattern(
    r"(?:.*\.)?example(?:\.\w+)?|.*\.(?:invalid|tld)|(?:.*[.-])?(?:your|changeme|placeholder|xxx+)[\w-]*\.[\w.]+"
    r"|(?:.*\.)?(?:my|some)[-_]?(?:app|company|domain|host|org|server|site)(?:name)?\.[a-z.]+"
    r"|(?:.*\.)?(?:acme|company|domain|foo|bar|foobar|hostname?|server|test)\.(?:com|org|net|io)"
    r"|.*__.*|(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+|(?:x+|\d+)(?:\.x+)+"
)


def distance(host: str, near: frozenset[str] = frozenset()) -> str | None:
    """Return how far away a host is; None where that is not known, or the name stands for another one.

    ``near`` are names of the same private network, as those of services beside this one.
    """
    host = host.lower().rstrip(".")
    if host.startswith("/") or _OWN.fullmatch(host):
        return OWN
    if len(host) > _MAX_NAME or set(host) & set("$*{}<>%()@|!, ") or _SAMPLE.fullmatch(host):
        return None
    if host in near or is_local(host) or _PRIVATE.fullmatch(host):
        return NEAR
    first, _, top = host.rpartition(".")
    return NEAR if "." not in first and not _TOP.fullmatch(top) and ":" not in host else FAR
