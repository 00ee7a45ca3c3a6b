"""A cluster is defined with a version of Kubernetes that has ended.

Why: a version is maintained for fourteen months; holes that are found later stay open in it.
Instead: move to a maintained version, one minor version after the other.
Flags: versions before the oldest maintained one in definitions of clusters for kind, kubeadm, Cluster API, Rancher and
eksctl, and the kubelet's version in a Node.
Not flagged: versions with placeholders, and those newer than any that was known when this table was made.
See: https://kubernetes.io/releases/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.options import OLDEST
from hullmark_kubernetes.tree import Resource

_VERSION = pattern(r"v?(\d{1,4})\.(\d{1,4})(?!\d)")

#: Where objects name their version, by kind; an API group tells kinds of one name apart.
_PLACES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "Cluster": (
        ("cluster.x-k8s.io", ("spec", "topology", "version")),
        ("provisioning.cattle.io", ("spec", "kubernetesVersion")),
    ),
    "ClusterConfiguration": (("kubeadm.k8s.io", ("kubernetesVersion",)),),
    "ClusterConfig": (("eksctl.io", ("metadata", "version")),),
    "Node": (("", ("status", "nodeInfo", "kubeletVersion")),),
    **dict.fromkeys(
        ("KubeadmControlPlane", "RKE2ControlPlane", "KThreesControlPlane", "Machine"),
        (("cluster.x-k8s.io", ("spec", "version")),),
    ),
    **dict.fromkeys(
        ("MachineDeployment", "MachineSet", "MachinePool"),
        (("cluster.x-k8s.io", ("spec", "template", "spec", "version")),),
    ),
}


@rule(PINNING, INFO, on=Resource, when=tuple(_PLACES), profile=STRICT, peers="kubescape:C-0273")
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the version."""
    for version in _versions(resource):
        match = _VERSION.match(version) if version.known else None
        if match is not None and (int(match[1]), int(match[2])) < OLDEST:
            oldest = f"{OLDEST[0]}.{OLDEST[1]}"
            yield Problem(version, f"Kubernetes {version} is no longer maintained; the oldest that is, is {oldest}")


def _versions(resource: Resource) -> Iterator[Text]:
    """Yield the versions that an object names."""
    for group, path in _PLACES[resource.kind]:
        version = resource.node.mapping(*path[:-1]).text(path[-1])
        if version is not None and (resource.group.endswith(group) if group else not resource.group):
            yield version
    if resource.group == "kind.x-k8s.io":
        for node in resource.node.mappings("nodes"):
            image = node.text("image")
            if image is not None:
                name, colon, tag = image.partition("@")[0].rpartition(":")
                if colon and name.endswith("kindest/node"):
                    yield image.part(len(name) + 1, len(name) + 1 + len(tag))
