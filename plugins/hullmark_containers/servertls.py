"""Servers that are started without TLS: the options, settings and lines of configuration that have them do so.

Sources: the documentation of each server and of its image, 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import Document
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.settings import OFF
from hullmark_containers.settings import ON
from hullmark_containers.settings import Setting
from hullmark_containers.settings import Switches
from hullmark_containers.vault import without_tls

_HTTP = frozenset(("http",))

SWITCHES = Switches({
    "cockroach_insecure": ON,
    "gf_server_protocol": _HTTP,
    "kc_hostname_strict_https": OFF,
    "kc_http_enabled": ON,
    "plugins_security_ssl_http_enabled": OFF,
    "server_insecure": ON,
    "server_ssl_enabled": OFF,
    "xpack_security_http_ssl_enabled": OFF,
})
#: Those that other rules report where it is not a Dockerfile that says them.
_IMAGES_ONLY = ("plugins_security_ssl_http_enabled", "xpack_security_http_ssl_enabled")
#: Those of servers that mostly stand behind a proxy, which count where something else shows that this one does not.
_BEHIND = ("gf_server_protocol", "kc_hostname_strict_https", "kc_http_enabled", "server_insecure", "server_ssl_enabled")

#: Options that say it whatever the server, and what the value must be; one without a value is "true".
_OPTIONS = {
    **dict.fromkeys(("disable-tls", "no-tls", "notls", "tls-disable", "tls-disabled", "plaintext"), ON),
    **dict.fromkeys(("enable-tls", "secure", "tls", "tls-enable", "tls-enabled"), OFF),
}
#: Servers of which ``--insecure`` says it; of the others it is about certificates of somebody else.
_INSECURE = frozenset(("argo", "argo-server", "argocd-server", "argocli", "cockroach", "dex"))
#: Words without which such a program is only a client, or does something else.
_SERVING = ("server", "serve", "start", "start-single-node", "demo")
#: Programs that are clients, and engines, of which other rules speak.
_CLIENTS = frozenset((
    "amtool", "curl", "docker", "dockerd", "grpc_health_probe", "grpc-health-probe", "grpcurl", "mc", "mongo",
    "mongosh", "mysql", "nats", "podman", "psql", "redis-cli", "temporal", "tctl", "valkey-cli", "wget",
))
_OWN = pattern(
    r"--?(?!advertise)[\w.-]{0,40}(?:addr|address|bind|host|listen)[= ](?:http://)?(?:127\.|localhost|\[?::1)"
)
_LINES = pattern(
    r"^[ \t]*(?P<off>ssl[ \t]+off;|listener[ \t]+1883(?:[ \t]+(?:0\.0\.0\.0|::))?[ \t]*$"
    r"|listeners\.tcp\.default[ \t]*=[ \t]*\d+)",
    re.MULTILINE,
)
_CERTIFICATE = ("certfile", "listeners.ssl", "ssl_certificate")
HINTS = (*SWITCHES.hints, "tls", "insecure", "--plaintext", "--secure", "ssl", "listener")
_OPEN = pattern(r"\btype[\"']?:\s*[\"']?(?:LoadBalancer|NodePort)\b")
#: What ends TLS beside a server, or in front of it: sidecars, a mesh, an Ingress with a certificate.
_PROXIES = pattern(
    r"kube-rbac-proxy|oauth2-proxy|ghostunnel|envoyproxy/|sidecar\.istio\.io/inject[\"']?:\s*[\"']?true"
    r"|linkerd\.io/inject[\"']?:\s*[\"']?enabled|kind[\"']?:\s*[\"']?Ingress\b[\s\S]{0,2000}?\btls[\"']?:"
)


class Plain(NamedTuple):
    """What has a server go without TLS, as shown and where, and the narrowest profile in which it is of interest."""

    shown: str
    at: Text
    profile: str = DEFAULT


def plain_servers(fact: Variable | Script | File, document: Document) -> Iterator[Plain]:
    """Yield what in a fact has a server go without TLS."""
    for setting in SWITCHES.found(fact):
        found = _judged(setting, document)
        if found is not None:
            yield found
    if document.format == "dockerfile":
        for at in without_tls(fact):
            yield Plain(" ".join(at.split()), at)
    if isinstance(fact, File):
        if not any(sign in fact.text for sign in _CERTIFICATE):
            for match in _LINES.finditer(fact.text):
                yield Plain(" ".join(match["off"].split()), fact.text.part(*match.span("off")), STRICT)
    elif isinstance(fact, Variable):
        value = fact.value
        if fact.name == "ASPNETCORE_URLS" and value is not None and value.known and _serves_plainly(value):
            yield Plain(f"{fact.name}={value}", value, ALL)
    elif fact.use == "start":
        for command in fact.commands:
            yield from _of_command(command, document)


def _judged(setting: Setting, document: Document) -> Plain | None:
    """Return a setting as what it is where it stands, None where it means nothing or another rule speaks of it."""
    name = SWITCHES.key_of(setting.name)
    if name in _IMAGES_ONLY and document.format != "dockerfile":
        return None
    if name == "kc_hostname_strict_https" and "KC_HTTP_ENABLED" not in document.text:
        return None
    if name == "kc_http_enabled" and document.format == "dockerfile":
        return None
    return Plain(f"{setting.shown}={setting.value}", setting.at, _profile(name, document))


def _profile(name: str | None, document: Document) -> str:
    """Return the profile of a switch: strict for that of a server which may stand behind a proxy."""
    return STRICT if name in _BEHIND and not is_open(document.text) else DEFAULT


def _of_command(command: Command, document: Document) -> Iterator[Plain]:
    """Yield the options of a server, unless it listens for this machine alone."""
    program, args = command.program, command.args
    if program in _CLIENTS or _OWN.search(" ".join(args)):
        return
    for word in args:
        option, equals, value = word.lstrip("-").partition("=")
        if not word.startswith("-"):
            continue
        value = value.lower() if equals else "true"
        if value in _OPTIONS.get(option, ()):
            yield Plain(str(word), word)
        elif option == "insecure" and value in ON and _is_insecure(command):
            yield Plain(str(word), word, _profile("server_insecure", document) if "argo" in program else DEFAULT)


def _is_insecure(command: Command) -> bool:
    """Tell whether a command starts a server that ``--insecure`` has go without TLS."""
    program = command.program
    image = command.container.image if command.container is not None else None
    called = image.repository.rpartition("/")[2] if image is not None else ""
    if program in _SERVING:
        return called in _INSECURE
    return program in _INSECURE and ("-server" in program or any(word in _SERVING for word in command.args))


def _serves_plainly(urls: str) -> bool:
    """Tell whether addresses are all without TLS, and some beyond this machine."""
    each = [url.strip() for url in urls.lower().split(";") if url.strip()]
    own = ("http://localhost", "http://127.", "http://[::1]")
    return bool(each) and all(url.startswith("http://") and not url.startswith(own) for url in each)


@lru_cache(maxsize=1)
def is_open(text: str) -> bool:
    """Tell whether a file opens a Service to other machines, without anything in it that would end TLS."""
    return _OPEN.search(text) is not None and not is_proxied(text)


@lru_cache(maxsize=1)
def is_proxied(text: str) -> bool:
    """Tell whether a file holds something that ends TLS beside a server or in front of it."""
    return _PROXIES.search(text) is not None
