"""URLs over plain HTTP that a program calls, told from those that only name something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import pattern

from hullmark_containers.downloads import FETCHERS
from hullmark_containers.endpoints import Endpoint
from hullmark_containers.endpoints import endpoints_of
from hullmark_containers.settings import plain

SCHEMES = frozenset(("http", "ws"))
#: Hosts whose URLs are names: of XML and JSON schemas, of licenses; and lists of revoked certificates, signed as such.
_NAMES = pattern(
    r"(?:.*\.)?(?:w3\.org|json-?schema\.org|schema\.org|purl\.org|opengis\.net|xmlsoap\.org|openxmlformats\.org"
    r"|springframework\.org|jboss\.org|jcp\.org|apache\.org|gnu\.org|opensource\.org|creativecommons\.org)"
    r"|(?:schemas?|xmlns|java|dtd|ns|ocsp|crl\d*|pki|certs?|aia|cacerts?|tsa|timestamp)\..*"
)
_NAMED_FILE = pattern(r"\.(?:xsd|dtd|crl|crt|cer|p7c)\b", re.IGNORECASE)
#: What a setting is called whose value a program calls; behind any other name it may be a text of any sort.
_CALLED = pattern(
    r".*(?:url|urls|uri|endpoint|endpoints|host|hosts|server|servers|api|webhook|webhooks|addr|address|upstream"
    r"|registry|proxy_pass|push|feed)"
)
#: Names of settings about this program's own address, about callers, or about proxies.
_OWN = pattern(
    r".*(?:public|absolute|base|root|site|external|home|app|self|frontend|canonical|hostname|issuer|realm|server"
    r"|domain|website|callback|redirect|origin|origins|cors|csrf|trusted|allowed|logout|success|cancel|docs?|help"
    r"|privacy|terms|license).*"
)
_PROXY = pattern(r".*proxy|no_proxy")
#: What another rule says of Vault and Consul.
_ELSEWHERE = ("bao_addr", "consul_http_addr", "vault_addr")
_KEY = pattern(r"^[ \t]*(?:-[ \t]+)?[\"']?(?P<name>[A-Za-z_][\w.-]*)[\"']?[ \t]*[:=]?[ \t]*[\"']?$")


def web_endpoints_of(fact: Any) -> Iterator[tuple[Endpoint, bool]]:
    """Yield the URLs over plain HTTP that a program is told to call, and whether they may be its own address."""
    for endpoint in endpoints_of(fact, SCHEMES):
        if _NAMES.fullmatch(endpoint.hosts[0].lower()) or _NAMED_FILE.search(endpoint.rest):
            continue
        name = _name_of(endpoint)
        if endpoint.command is not None:
            if endpoint.command.program not in FETCHERS:
                yield endpoint, _OWN.fullmatch(name) is not None
        elif name not in _ELSEWHERE and not _PROXY.fullmatch(name) and _CALLED.fullmatch(name):
            yield endpoint, _OWN.fullmatch(name) is not None


def _name_of(endpoint: Endpoint) -> str:
    """Return the name of the setting whose value begins with a URL, "" where there is none."""
    fact = endpoint.fact
    if isinstance(fact, Variable):
        return plain(fact.name) if not endpoint.before.strip() else ""
    if isinstance(fact, Script):
        return plain(endpoint.before.rstrip("="))
    match = _KEY.match(endpoint.before)
    return plain(match["name"]) if match is not None else ""
