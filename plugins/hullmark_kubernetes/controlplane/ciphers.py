"""The rule on cipher suites, of the control plane and of ingress controllers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.controlplane.components import ADDITION
from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import KUBELET
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.flagtests import either
from hullmark_kubernetes.controlplane.flagtests import label
from hullmark_kubernetes.tree import Resource

DOCS = {
    "weak-tls-ciphers": """Weak cipher suites are accepted, or none are chosen.

Why: a client that asks for a weak suite gets it; recorded traffic is then read later, or changed on its way. Suites
without ECDHE lose all recorded traffic with the key.
Instead: suites with ECDHE and an authenticated cipher, such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, or
``--tls-min-version=VersionTLS13``.
Flags: suites of kube-apiserver or the kubelet that are broken (RC4, 3DES, NULL), and in the profile strict those
without ECDHE or without an authenticated cipher; RC4, 3DES, NULL, export and CBC-SHA suites in ``ssl-ciphers`` of
ingress controllers. In the profile all, kube-apiserver and the kubelet without a list.
Not flagged: suites of TLS 1.3; names with or without the final _SHA256 of CHACHA20_POLY1305; no list where TLS 1.3 is
the least version, a file that is not in sight may hold one, or a kubelet has no flag at all; suites that a list
excludes (``!RC4``).
See: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
""",
}

_STRONG = pattern(
    r"TLS_(?:ECDHE_(?:ECDSA|RSA)_WITH_)?(?:AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305(?:_SHA256)?)"
)
_BROKEN = pattern(r"_(?:RC4|3DES|DES|NULL|EXPORT)_|_EXPORT|_anon_")
#: In the words of OpenSSL, where AES128-SHA is a suite with CBC.
_OPENSSL = pattern(
    r"(?:^|[-+])(?:RC4|3DES|DES|[ae]?NULL|EXP(?:ORT)?(?:40|56)?|LOW)(?:$|[-+])|(?:AES|CAMELLIA)\d+-SHA$"
)
_ANNOTATIONS = ("nginx.ingress.kubernetes.io/ssl-ciphers", "haproxy-ingress.github.io/ssl-ciphers")


@rule(
    ENCRYPTION,
    INFO,
    on=(Component, Resource),
    when=(APISERVER, KUBELET, "ConfigMap", "Ingress"),
    peers=(
        "checkov:CKV_K8S_105 checkov:CKV_K8S_151 trivy:KCV-0092 kics:Weak-TLS-cipher-suites kubescape:C-0143"
        " kubescape:C-0184 kubescape:C-0277 cis:1.2.29 cis:4.2.12"
    ),
    slug="weak-tls-ciphers",
)
def weak(fact: Component | Resource, context: Context) -> Iterator[Problem]:
    """Flag weak suites."""
    if isinstance(fact, Component):
        yield from _of_component(fact)
        return
    if fact.kind == "ConfigMap":
        texts = [fact.node.mapping("data").text("ssl-ciphers")]
    else:
        texts = [fact.annotations.text(name) for name in _ANNOTATIONS]
    for text in texts:
        if text is not None:
            yield from _named([part for part in _openssl(text) if _OPENSSL.search(part)], DEFAULT)


def _of_component(component: Component) -> Iterator[Problem]:
    """Yield what is wrong with the suites of a component."""
    suites = [suite for suite in component.items("tls-cipher-suites") if suite.known]
    found = [suite for suite in suites if not _STRONG.fullmatch(suite)]
    broken = [suite for suite in found if _BROKEN.search(suite)]
    yield from _named(broken or found, DEFAULT if broken else STRICT)
    if component.extent == ADDITION or component.given("tls-cipher-suites", "config"):
        return
    if component.key == KUBELET and not either(component):
        return
    least = component.flag("tls-min-version")
    if least is None or least.value != "VersionTLS13":
        flag = label(component, "tls-cipher-suites")
        yield Problem(component, f"{component.called} has no {flag}: it accepts all suites", profile=ALL)


def _named(suites: list[Text], profile: str) -> Iterator[Problem]:
    """Yield one problem for some weak suites, at the first."""
    if suites:
        more = f" and {len(suites) - 1} more" if len(suites) > 1 else ""
        yield Problem(suites[0], f"weak cipher suites: {suites[0]}{more}", profile=profile)


def _openssl(text: Text) -> Iterator[Text]:
    """Yield the suites of a list for OpenSSL that it does not exclude."""
    for match in re.finditer(r"[^:, \n]+", text):
        if match[0][0] not in "!-":
            yield text.part(match.start(), match.end())


RULES = (weak,)
