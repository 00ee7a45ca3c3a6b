"""What the labels and variables of a service tell the reverse proxy of its project to serve.

Sources: https://doc.traefik.io/traefik/routing/routers/, https://github.com/lucaslorentz/caddy-docker-proxy and
https://github.com/nginx-proxy/acme-companion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Route
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_compose.service import Service
from hullmark_compose.syntax import Pair
from hullmark_compose.syntax import pairs
from hullmark_compose.tree import Project

_ROUTER = pattern(r"traefik\.http\.routers\.(?P<name>[^.]+)\.(?P<option>.+)", re.IGNORECASE)
_HOST = pattern(r"\bHost\(([^)]*)\)", re.IGNORECASE)
_ADDRESS = pattern(r"([^\s,/:]+)[^\s,]*")
_QUOTED = pattern(r"[`'\"]([^`'\"]+)[`'\"]")
_REDIRECTION = pattern(
    r"(?:entrypoints[._]\w+[._]http[._]redirections|middlewares\.[^.]+\.redirectscheme\.scheme)", re.IGNORECASE
)
#: Entry points that speak plain HTTP by their usual name.
_PLAIN = frozenset(("", "http", "insecure", "unsecure", "web"))
#: Entry points that speak TLS by their usual name.
_ENCRYPTED = frozenset(("https", "secure", "websecure", "web-secure", "web_secure"))
#: Variables that have nginx-proxy get, or take, a certificate.
_CERTIFICATES = frozenset(("ACME_HOST", "CERT_NAME", "HTTPS_METHOD", "LETSENCRYPT_HOST"))

#: The options of a router of Traefik: by name, in lower case, the label's name and its value.
Router = dict[str, tuple[Text, Text]]


def routes_of(service: Service) -> Iterator[Route]:
    """Yield the ways through a reverse proxy that a service asks for."""
    labels = [pair for pair in _labels(service) if pair.name.known]
    yield from _of_traefik(service, labels)
    for label in labels:
        if label.value is not None and label.name.rstrip("_0123456789") == "caddy":
            if label.value.known and label.value.startswith("http://"):
                yield Route(label.value.span, tuple(_words(label.value, len("http://"))), False)
    names = {str(pair.name): pair for pair in service.environment}
    host = names.get("VIRTUAL_HOST")
    if host is not None and host.value and host.value.known:
        encrypted = bool(_CERTIFICATES.intersection(names))
        yield Route(host.name.span, tuple(_words(host.value, 0)), encrypted)


def _labels(service: Service) -> Iterator[Pair]:
    yield from service.labels
    yield from pairs(service.deploy.get("labels"))


def _words(text: Text, start: int) -> Iterator[Text]:
    """Yield the hosts of a list, without ports and paths."""
    for match in _ADDRESS.finditer(text, start):
        yield text.part(*match.span(1))


def _of_traefik(service: Service, labels: list[Pair]) -> Iterator[Route]:
    routers: dict[str, Router] = {}
    for label in labels:
        if label.value is not None and label.name.lower() == "traefik.enable" and label.value.lower() == "false":
            return
        match = _ROUTER.fullmatch(label.name)
        if match is not None:
            value = label.value if label.value is not None else label.name.substitute("")
            routers.setdefault(match["name"], {})[match["option"].lower()] = label.name, value
    for router in routers.values():
        if "rule" in router:
            name, says = router["rule"]
            encrypted = _is_encrypted(service, router, list(routers.values()))
            yield Route(name.span, tuple(_hosts(says)), encrypted if says.known else None)


def _hosts(text: Text) -> Iterator[Text]:
    for call in _HOST.finditer(text):
        for match in _QUOTED.finditer(text, *call.span(1)):
            yield text.part(*match.span(1))


def _is_encrypted(service: Service, router: Router, routers: list[Router]) -> bool | None:
    """Tell whether a router, one beside it for the same rule, or its entry point has TLS or leads to it."""
    same = [other for other in routers if "rule" in other and other["rule"][1] == router["rule"][1]]
    if any(_has_tls(other) for other in same) or redirects(service.project):
        return True
    entries = router["entrypoints"][1] if "entrypoints" in router else None
    if entries is None:
        return False
    names = {name.strip().lower() for name in entries.split(",")}
    if not entries.known or not names & (_PLAIN | _ENCRYPTED):
        return None
    return bool(names & _ENCRYPTED)


def _has_tls(router: Router) -> bool:
    return any(
        option == "tls" and value.lower() != "false" or option.startswith("tls.")
        for option, (_, value) in router.items()
    )


def redirects(project: Project) -> bool:
    """Tell whether some service of a project leads plain HTTP to TLS: for an entry point, or by a middleware."""
    for service in project.services.values():
        said = [*service.view.texts("command"), *service.view.texts("entrypoint")]
        said += [pair.name for pair in (*service.environment, *_labels(service))]
        if any(_REDIRECTION.search(text) for text in said):
            return True
    return False
