"""Reverse proxies of a project that offer plain HTTP alone, and what their configuration says of HTTPS.

Sources: https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/,
https://nginx.org/en/docs/http/configuring_https_servers.html, https://docs.haproxy.org/, https://caddyserver.com/docs/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import PlainEntrance
from hullmark.model import parse_image
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_compose.roles import idles
from hullmark_compose.routes import redirects
from hullmark_compose.service import Service
from hullmark_compose.syntax import PortMapping
from hullmark_compose.syntax import number

#: Images of servers that can end TLS.
_PROXIES = frozenset((
    "apache", "caddy", "caddy-docker-proxy", "envoy", "haproxy", "httpd", "nginx", "nginx-proxy", "nginx-unprivileged",
    "openresty", "traefik",
))
_HTTP = frozenset((80, 8080))
_HTTPS = frozenset((443, 8443))
_LOOPBACK = ("127.", "localhost", "::1", "[::1]")
#: What leads clients to HTTPS, or ends TLS, in the words of those servers and of their options.
_ENCRYPTED = pattern(
    r"redirections|redirectscheme|https_redirect|redirect[ \t]+scheme[ \t]+https|ssl_certificate|sslengine|tlscontext"
    r"|\bssl\b|\btls\b|http_x_forwarded_proto"
    r"|\b(?:return|rewrite|redirect|redirectmatch|rewriterule|redir)\b[^\n]{0,200}https:",
    re.IGNORECASE,
)
#: What opens a port for plain HTTP.
_PLAIN = pattern(
    r"^[ \t]*(?:listen[ \t]|bind[ \t]|http://|:\d)|entrypoints?[^\n=]{0,99}address[^\n]{0,9}:\d|port_value",
    re.IGNORECASE | re.MULTILINE,
)


def entrances_of(service: Service) -> Iterator[PlainEntrance]:
    """Yield the port at which a reverse proxy offers plain HTTP, where nothing leads from there to HTTPS."""
    image = service.image
    if image is None or not image.known or service.built or service.left_open("ports") or idles(service):
        return
    if parse_image(image, "run").repository.rpartition("/")[2].lower() not in _PROXIES:
        return
    port = next((port for port in service.ports if number(port.target) in _HTTP and _is_open(port)), None)
    if port is None or any(_may_encrypt(each) for other in service.project.services.values() for each in other.ports):
        return
    texts = list(_configuration(service))
    if redirects(service.project) or any(_ENCRYPTED.search(text) for text in texts):
        return
    visible = any(_PLAIN.search(text) for text in texts)
    reason = f"{service.called} serves plain HTTP on port {port.published or port.target} and leads nobody to HTTPS"
    yield PlainEntrance(port.span, reason, not visible)


def _is_open(port: PortMapping) -> bool:
    return port.host_ip is None or port.host_ip.known and not port.host_ip.startswith(_LOOPBACK)


def _may_encrypt(port: PortMapping) -> bool:
    """Tell whether a port is one for HTTPS, or may be."""
    said = [each for each in (port.target, port.published) if each is not None]
    last = port.target_last is not None or port.published_last is not None
    return last or any(not each.known or number(each) in _HTTPS for each in said)


def _configuration(service: Service) -> Iterator[str]:
    """Yield what is told to a server: its options, variables, labels, and the files of the project that it is given."""
    view, project = service.view, service.project
    yield "\n".join(view.texts("command") + view.texts("entrypoint"))
    yield "\n".join(f"{pair.name}={pair.value}" for pair in (*service.environment, *service.labels))
    surroundings = project.document.surroundings
    files: list[Text | None] = [mount.source for mount in service.volumes if mount.kind == "bind"]
    for name, _ in service.mounted("configs"):
        config = project.section("configs").mapping(str(name))
        files.append(config.text("file"))
        yield config.text("content") or ""
    for file in files:
        if file is not None and file.known:
            yield surroundings.read(file.removeprefix("./")) or ""
