"""A workload stays out of the service mesh.

Why: nothing encrypts what it sends and takes, and nobody can tell who it is: where the mesh asks for mutual TLS its
requests fail, else they go in clear text past all policies.
Instead: drop the label or annotation; for single ports that cannot do with a proxy, leave out those ports.
Flags: in files that show a mesh, on a Namespace or a template of pods: ``istio-injection: disabled``,
``sidecar.istio.io/inject: "false"``, ``istio.io/dataplane-mode: none``, ``linkerd.io/inject: disabled``,
``consul.hashicorp.com/connect-inject: "false"`` and ``kuma.io/sidecar-injection: disabled``.
Not flagged: the namespaces of the cluster, of meshes and of cert-manager; Jobs, which a sidecar keeps from ending; pods
in the network of their node, which have no sidecar, and proxies themselves; one mode of Istio left for the other; files
without a mesh.
See: https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.sidecars import kept_out
from hullmark_kubernetes.sidecars import shows_mesh
from hullmark_kubernetes.tree import JOBS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource

#: Namespaces whose pods a mesh stands upon, or is made of.
_BELOW = pattern(r"^(?:kube-|openshift-|gke-|istio-|linkerd|kuma-|kong-mesh-|consul(?:-|$)|cert-manager(?:-|$))")

#: Names of the containers that meshes put into pods.
_PROXIES = ("consul-dataplane", "istio-proxy", "kuma-sidecar", "linkerd-proxy")


@rule(ENCRYPTION, WARNING, on=(Pod, Resource), when={Resource: ("Namespace",)}, profile=STRICT)
def check(fact: Pod | Resource, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    word = kept_out(fact)
    if word is None:
        return
    resource = fact if isinstance(fact, Resource) else fact.resource
    namespace = resource.name if isinstance(fact, Resource) else resource.namespace
    if namespace is not None and (_BELOW.search(namespace) or not namespace.known):
        return
    if isinstance(fact, Pod) and (fact.kind in JOBS or fact.spec.is_true("hostNetwork") or _proxy(fact)):
        return
    if shows_mesh(resource):
        yield Problem(word.text, f"{word.key}: {word.text} keeps {fact.called} out of the mesh, and without its TLS")


def _proxy(pod: Pod) -> bool:
    """Tell whether a pod is a proxy of the mesh itself, as its gateways are."""
    return any(container.name in _PROXIES for container in pod.containers)
