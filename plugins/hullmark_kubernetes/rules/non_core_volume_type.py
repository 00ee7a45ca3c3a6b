"""A volume is of a type that names its storage.

Why: the pod then depends on one cluster's servers and disks and brings addresses and credentials along; the restricted
profile refuses it, and most of these types are deprecated or gone in favour of CSI drivers.
Instead: a PersistentVolumeClaim, whose StorageClass or PersistentVolume knows the storage.
Flags: volumes of type nfs, iscsi, rbd, cephfs, glusterfs, fc, flexVolume, gitRepo, those of the clouds and the like.
Not flagged: configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected and secret;
hostPath, which host-path-mount reports.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod

_TYPES = frozenset((
    "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "fc", "flexVolume", "flocker",
    "gcePersistentDisk", "gitRepo", "glusterfs", "iscsi", "nfs", "photonPersistentDisk", "portworxVolume", "quobyte",
    "rbd", "scaleIO", "storageos", "vsphereVolume",
))


@rule(
    PRIVILEGES,
    INFO,
    on=Pod,
    profile=STRICT,
    peers="trivy:KSV-0028 pss:restricted/volume-types",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the type."""
    for volume in pod.spec.mappings("volumes"):
        for key, _ in volume:
            if key.value in _TYPES:
                yield Problem(key, f"a volume of type {key.value} ties the pod to its storage")
