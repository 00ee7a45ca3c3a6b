"""What objects of Istio say of TLS.

Source: https://istio.io/latest/docs/reference/config/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource

NETWORKING = "networking.istio.io"
SECURITY = "security.istio.io"

#: Kinds that install Istio, by their group.
INSTALLATIONS = {"IstioOperator": "install.istio.io", "Istio": "sailoperator.io"}
#: Profiles of an installation that bring no control plane of their own.
_WITHOUT_CONTROL_PLANE = ("empty", "remote")
#: Ports of protocols that are never without TLS: HTTPS, the API servers and webhooks of Kubernetes, mail, LDAP, DNS,
#: messages.
TLS_PORTS = frozenset((
    "443", "465", "636", "853", "989", "990", "992", "993", "995", "5671", "6443", "6697", "8443", "8883", "9443",
    "10250", "15017",
))
#: Last labels of the names of Services, and those by which a name of two labels is surely of the internet.
_INSIDE = frozenset(("", "*", "global", "internal", "local", "svc"))
_PUBLIC = frozenset(("ai", "app", "cloud", "co", "com", "dev", "edu", "gov", "io", "net", "org"))


def client_settings(rule: Resource) -> Iterator[tuple[Mapping, str | None]]:
    """Yield the ``tls`` of a DestinationRule, of its ports and its subsets, with the port where it is of one."""
    if rule.group != NETWORKING:
        return
    for policy in (rule.spec, *rule.spec.mappings("subsets")):
        traffic = policy.mapping("trafficPolicy")
        for part in (traffic, *traffic.mappings("portLevelSettings")):
            settings = part.mapping("tls")
            if settings:
                yield settings, part.mapping("port").text("number")


def installs(resource: Resource) -> bool:
    """Tell whether an object installs a control plane of Istio."""
    ours = INSTALLATIONS.get(resource.kind) == resource.group
    return ours and resource.spec.text("profile") not in _WITHOUT_CONTROL_PLANE


def mesh_configs(installation: Resource) -> tuple[Mapping, Mapping]:
    """Return the settings of the mesh that an installation gives, in their own field and among its values."""
    return installation.spec.mapping("meshConfig"), installation.spec.mapping("values", "meshConfig")


def root_of(installation: Resource) -> str:
    """Return the namespace whose policies hold for the whole mesh."""
    said = [config.text("rootNamespace") for config in mesh_configs(installation)]
    return str(next(filter(None, said), None) or installation.spec.text("namespace") or "istio-system")


def outside(host: Text) -> bool:
    """Tell whether a host is, or may be, none of the cluster's: it has a domain other than those of Services."""
    if not host.known:
        return True
    name, _, domain = host.rpartition(".")
    return domain not in _INSIDE and ("." in name or domain in _PUBLIC)


def entries_of(resource: Resource, host: Text) -> list[Mapping]:
    """Return what the ServiceEntries around an object say of a host."""
    entries = resource.around("ServiceEntry")
    return [entry.spec for entry in entries if entry.group == NETWORKING and host in entry.spec.texts("hosts")]
