"""A volume is not encrypted at rest.

Why: who gets at the disk, a snapshot of it or its backup reads what the program has stored.
Instead: ``parameters: {encrypted: "true"}`` in the StorageClass of ebs.csi.aws.com, or what its provisioner calls it.
Flags: a PersistentVolume whose StorageClass is in the set and has no parameter ``encrypted: "true"``.
Not flagged: classes of Azure and Google, whose disks always are; local and NFS provisioners, which have no such
parameter; classes that are not in the set.
See: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource

_OTHERWISE = pattern(r"azure|csi\.storage\.gke\.io|gce-pd|no-provisioner|local|host-?path|nfs")


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=("PersistentVolume",),
    profile=STRICT,
    peers="kubescape:C-0264",
)
def check(volume: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the class."""
    name = volume.spec.text("storageClassName")
    if name is None or volume.set is None:
        return
    for found in volume.set.of("StorageClass"):
        if found.name != name:
            continue
        provisioner = found.node.text("provisioner")
        encrypted = found.node.mapping("parameters").flag("encrypted")
        known = provisioner is not None and provisioner.known and (encrypted is None or encrypted.known)
        if known and encrypted != "true" and not _OTHERWISE.search(str(provisioner)):
            yield Problem(name, f"the StorageClass {name} does not encrypt its volumes")
