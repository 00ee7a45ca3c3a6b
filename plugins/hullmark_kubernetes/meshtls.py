"""Where the objects of service meshes do without mutual TLS, mesh by mesh.

Sources: the references of Istio (MeshConfig), Linkerd (authorization policy), Consul (configuration entries), Kuma
(Mesh) and AWS App Mesh (virtual nodes)
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.meshes import mesh_configs
from hullmark_kubernetes.tree import Manifest
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet

_AUTO = "enableAutoMtls is false: sidecars send in clear text where no DestinationRule says otherwise"
_IDENTITY = "disableIdentity is true: proxies have no certificates, and send in clear text"
_LETS_IN = "lets clients in that have no mutual TLS"

#: Settings in the text of a ConfigMap: the name of the object, the key, what says it, the message.
_WRITTEN = {
    "istio": ("mesh", pattern(r"(?m)^[ \t]*enableAutoMtls:[ \t]*(false)\b"), _AUTO),
    "linkerd-config": ("values", pattern(r"(?m)^[ \t]*disableIdentity:[ \t]*(true)\b"), _IDENTITY),
}
#: Networks that hold every address.
_ANYWHERE = ("0.0.0.0/0", "::/0")


class Gap(NamedTuple):
    """A place that goes without mutual TLS, what follows from it, and the narrowest profile that tells it."""

    at: Span | Text | Scalar
    message: str
    profile: str = DEFAULT


def gaps_of(resource: Resource) -> Iterator[Gap]:
    """Yield where an object goes without mutual TLS; nothing for one of another API with a name like it."""
    group, read = _READERS[resource.kind]
    if resource.group == group:
        yield from read(resource)


def _of_istio(resource: Resource) -> Iterator[Gap]:
    if "ambient" not in (resource.spec.text("profile"), resource.spec.mapping("values").text("profile")):
        for config in mesh_configs(resource):
            yield from _auto(config)


def _auto(config: Mapping) -> Iterator[Gap]:
    switch = config.text("enableAutoMtls")
    if switch is not None and config.is_false("enableAutoMtls"):
        yield Gap(switch, _AUTO)


def _of_config(resource: Resource) -> Iterator[Gap]:
    """Read the settings that istiod and Linkerd keep as text."""
    key, says, message = _WRITTEN.get(str(resource.name), ("", None, ""))
    value = resource.node.mapping("data").scalar(key)
    match = says.search(value.value) if says is not None and value is not None else None
    if match is not None and value is not None:
        yield Gap(value.literal.part(*match.span(1)), message)


def _of_server(resource: Resource) -> Iterator[Gap]:
    policy = resource.spec.text("accessPolicy")
    if policy is not None and policy.endswith("-unauthenticated"):
        yield Gap(policy, f"{policy} {_LETS_IN}", STRICT)


def _of_server_authorization(resource: Resource) -> Iterator[Gap]:
    client = resource.spec.mapping("client")
    networks = [network.text("cidr") for network in client.mappings("networks")]
    switch = client.text("unauthenticated") if client.is_true("unauthenticated") else None
    if switch is not None and (not networks or any(cidr in _ANYWHERE for cidr in networks)):
        yield Gap(switch, f"unauthenticated: true {_LETS_IN}", STRICT)


def _of_authorization_policy(resource: Resource) -> Iterator[Gap]:
    """Read a policy of Linkerd: one that asks for an address only, and takes every one."""
    references = resource.spec.mappings("requiredAuthenticationRefs")
    target = resource.spec.mapping("targetRef").text("kind")
    if target not in ("Server", "Namespace") or (resource.namespace or "").startswith("linkerd"):
        return
    names = [ref.text("name") for ref in references if ref.text("kind") == "NetworkAuthentication"]
    wide = _wide(resource.company)
    if names and len(names) == len(references) and all(name in wide for name in names):
        yield Gap(names[0] or resource.grip, f"{names[0]} asks for an address only, and {_LETS_IN}", STRICT)


@lru_cache(maxsize=1)
def _wide(company: ResourceSet | Manifest) -> frozenset[str]:
    """Return the names of the authentications of Linkerd that take every address."""
    return frozenset(
        str(other.name) for other in company.kinds.get("NetworkAuthentication", ())
        if any(network.text("cidr") in _ANYWHERE for network in other.spec.mappings("networks"))
    )


def _of_consul(resource: Resource) -> Iterator[Gap]:
    mode = resource.spec.text("mutualTLSMode")
    if mode == "permissive":
        yield Gap(mode, f"mutualTLSMode permissive {_LETS_IN}")


def _of_kuma(resource: Resource) -> Iterator[Gap]:
    mtls = resource.spec.mapping("mtls")
    if not mtls.text("enabledBackend"):
        if not resource.around("MeshIdentity"):
            message = f"{resource.called} enables no backend of mtls: its services talk in clear text"
            yield Gap(resource.at("spec", "mtls", "enabledBackend"), message, STRICT)
        return
    for backend in mtls.mappings("backends"):
        mode = backend.text("mode")
        if mode == "PERMISSIVE" and backend.text("name") == mtls.text("enabledBackend"):
            yield Gap(mode, f"PERMISSIVE {_LETS_IN}")


def _of_virtual_node(resource: Resource) -> Iterator[Gap]:
    for listener in resource.spec.mappings("listeners"):
        mode = listener.mapping("tls").text("mode")
        port = listener.mapping("portMapping").text("port")
        if mode is not None and mode.upper() in ("PERMISSIVE", "DISABLED"):
            yield Gap(mode, f"{mode} {_LETS_IN}")
        elif not listener.has("tls"):
            where = f"the listener on port {port}" if port is not None else "a listener"
            yield Gap(port or resource.grip, f"{where} has no tls, and {_LETS_IN}", STRICT)


def _of_release(resource: Resource) -> Iterator[Gap]:
    """Read the values that Flux or Argo CD give the charts of a mesh."""
    spec = resource.spec
    releases = [(spec.mapping("chart", "spec").text("chart"), spec.mapping("values"))]
    spec = spec.mapping("template", "spec") or spec
    for source in (spec.mapping("source"), *spec.mappings("sources")):
        releases.append((source.text("chart"), source.mapping("helm", "valuesObject")))
    for chart, values in releases:
        yield from _auto(values.mapping("meshConfig"))
        if chart is not None and "linkerd" in chart:
            for holder in (values, values.mapping("proxy")):
                switch = holder.text("disableIdentity")
                if switch is not None and holder.is_true("disableIdentity"):
                    yield Gap(switch, _IDENTITY)
        tls = values.mapping("global", "tls")
        enabled = tls.text("enabled")
        if chart == "consul" and enabled is not None and tls.is_false("enabled"):
            yield Gap(enabled, "tls is off: servers and clients of Consul talk in clear text", STRICT)


#: The group and the reader of each kind.
_READERS: dict[str, tuple[str, Callable[[Resource], Iterator[Gap]]]] = {
    "IstioOperator": ("install.istio.io", _of_istio),
    "Istio": ("sailoperator.io", _of_istio),
    "ConfigMap": ("", _of_config),
    "Server": ("policy.linkerd.io", _of_server),
    "ServerAuthorization": ("policy.linkerd.io", _of_server_authorization),
    "AuthorizationPolicy": ("policy.linkerd.io", _of_authorization_policy),
    "ProxyDefaults": ("consul.hashicorp.com", _of_consul),
    "ServiceDefaults": ("consul.hashicorp.com", _of_consul),
    "Mesh": ("kuma.io", _of_kuma),
    "VirtualNode": ("appmesh.k8s.aws", _of_virtual_node),
    "HelmRelease": ("helm.toolkit.fluxcd.io", _of_release),
    "Application": ("argoproj.io", _of_release),
    "ApplicationSet": ("argoproj.io", _of_release),
}
#: Kinds that are read here.
KINDS = tuple(_READERS)
