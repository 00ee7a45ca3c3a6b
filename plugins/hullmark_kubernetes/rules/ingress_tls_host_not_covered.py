"""A host of an Ingress is in none of its certificates.

Why: ``tls`` is there, so it looks done; the controller answers for this host with its default certificate, of which
browsers warn, or over plain HTTP.
Instead: add the host to ``tls[].hosts``, and see that the certificate holds it.
Flags: the ``host`` of a rule that no entry of ``tls`` names, neither by itself nor by a wildcard for its last labels.
Not flagged: an Ingress without ``tls`` (ingress-without-tls); an entry of ``tls`` without hosts, by which the
controller chooses the certificate; names that a template fills in.
See: https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.ingresses import is_named
from hullmark_kubernetes.tree import Resource


@rule(ENCRYPTION, WARNING, on=Resource, when=("Ingress",))
def check(ingress: Resource, context: Context) -> Iterator[Problem]:
    """Flag each host once."""
    entries = [entry.texts("hosts") for entry in ingress.spec.mappings("tls")]
    covered = [host for hosts in entries for host in hosts]
    if not all(entries) or not covered or not all(host.known for host in covered):
        return
    names = {str(host).lower() for host in covered}
    for part in ingress.spec.mappings("rules"):
        host = part.text("host")
        if host is None or not host.known:
            continue
        name = str(host).lower()
        if not is_named(name, names):
            names.add(name)
            yield Problem(host, f"{host} is in no tls entry and gets the default certificate or none")
