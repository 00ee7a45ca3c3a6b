"""An object is placed in the namespace default.

Why: everything that names no namespace ends there, so programs of different owners share quotas, network policies and
rights, and a mistyped command meets all of them.
Instead: a namespace for the program: ``metadata: {namespace: shop}``.
Flags: ``namespace: default`` in the metadata of an object that lives in a namespace. In the profile all also no
namespace, for workloads, Services, ConfigMaps and the like.
Not flagged: no namespace beside a Kustomization, or where single files are checked: whoever applies them says where;
the account default, the Service kubernetes; kinds that live in no namespace.
See: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.namespaces import CLUSTER_WIDE
from hullmark_kubernetes.namespaces import NAMESPACED
from hullmark_kubernetes.tree import Resource

#: Objects that the API server puts there.
_BUILT_IN = (("ServiceAccount", "default"), ("Service", "kubernetes"), ("Endpoints", "kubernetes"))


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_21 trivy:KSV-0110 kubelinter:use-namespace kics:Using-unrecommended-namespace kubescape:C-0061"
        " kubescape:C-0212 cis:5.7.4"
    ),
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the namespace, or the name of an object without one."""
    namespace = resource.namespace
    if resource.kind in CLUSTER_WIDE or (resource.kind, str(resource.name)) in _BUILT_IN:
        return
    if namespace == "default":
        yield Problem(namespace, f"{resource.called} is placed in the namespace default")
    elif namespace is None and resource.kind in NAMESPACED and resource.set and not resource.set.of("Kustomization"):
        message = f"{resource.called} names no namespace and ends in default, unless kubectl is told otherwise"
        yield Problem(resource.grip, message, profile=ALL)
