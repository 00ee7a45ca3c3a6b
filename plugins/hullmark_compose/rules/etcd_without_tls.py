"""etcd is spoken to without TLS.

Why: whoever is in the network reads every key and secret in it, and writes what they like; in a cluster that is the
whole cluster.
Instead: ``--listen-client-urls=https://0.0.0.0:2379`` with ``--cert-file``, ``--key-file``, ``--trusted-ca-file`` and
``--client-cert-auth``.
Flags: URLs with ``http://`` that etcd listens on or announces, as options or ETCD_* variables, but for those of the
machine itself; ``https://`` without ``--client-cert-auth``; a k3s ``datastore-endpoint`` with ``http://``. As
information where no port of the service is published: only its neighbours reach it.
Not flagged: loopback addresses; URLs that are filled in later.
See: https://etcd.io/docs/v3.6/op-guide/security/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_compose.service import Service
from hullmark_compose.words import words_of

_KEYS = (
    "listen-client-urls", "advertise-client-urls", "listen-peer-urls", "initial-advertise-peer-urls",
    "datastore-endpoint",
)
_NAMES = {f"ETCD_{key.upper().replace('-', '_')}" for key in _KEYS} | {"K3S_DATASTORE_ENDPOINT"}
_PLAIN = pattern(r"http://(?!localhost\b|127\.|\[::1\])[^\s,]+", re.IGNORECASE)
_OPTION = pattern(rf"--({'|'.join(_KEYS)})(?:[ =]+([^\s\"']+)|$)")
_AUTHENTICATED = ("--client-cert-auth", "--config-file", "ETCD_CLIENT_CERT_AUTH", "ETCD_CONFIG_FILE")


@rule(ENCRYPTION, WARNING, on=Service, profile=STRICT, peers="kubescape:C-0153 kubescape:C-0154")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the first URL."""
    severity = None if service.ports else INFO
    urls = list(_urls(service))
    for url in urls:
        match = _PLAIN.search(url)
        if match is not None:
            yield Problem(url.part(*match.span()), f"etcd is spoken to at {match[0]} without TLS", severity=severity)
            return
    clients = next((url for url in urls if url.startswith("https://")), None)
    if clients is not None and not _authenticated(service):
        yield Problem(clients, "etcd asks nobody for a certificate: client-cert-auth is not set", severity=severity)


def _urls(service: Service) -> Iterator[Text]:
    """Yield the values of the options and variables, those of clients first."""
    words = _words(service)
    for word, behind in zip(words, (*words[1:], None)):
        for match in _OPTION.finditer(word):
            if match[2] is not None:
                yield word.part(*match.span(2))
            elif behind is not None:
                yield behind
    for pair in service.environment:
        if pair.value is not None and pair.name in _NAMES:
            yield pair.value


def _words(service: Service) -> list[Text]:
    return words_of(service.view.get("entrypoint")) + words_of(service.view.get("command"))


def _authenticated(service: Service) -> bool:
    """Tell whether clients must show a certificate; a file of settings may say so too."""
    said = [*_words(service), *(pair.name for pair in service.environment)]
    return any(sign in word for word in said for sign in _AUTHENTICATED)
