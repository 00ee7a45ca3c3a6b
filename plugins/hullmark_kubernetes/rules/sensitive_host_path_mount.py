"""A directory of the node that matters is mounted into a pod.

Why: /etc holds accounts and keys, /var/lib/kubelet the credentials of every pod on the node, /dev its disks, /proc and
/sys its kernel; writing to most of them is taking over the node, and reading them often is too.
Instead: mount the one file or directory that is needed, read-only, or take the data from the API.
Flags: ``hostPath`` of a pod's volume or of a PersistentVolume that is /, one of the directories of the system (boot,
dev, etc, lib, proc, sys, usr, bin, sbin, home, root, run, srv, media, var, var/log, var/lib/docker, var/lib/etcd,
var/lib/kubelet), or below /etc/kubernetes or /var/lib/kubelet. Only as information: /, /proc and /sys that every
container mounts read-only, as agents do which observe the node.
Not flagged: other paths, also below these directories; host-path-mount reports every path.
See: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.hostpaths import host_path
from hullmark_kubernetes.hostpaths import host_paths
from hullmark_kubernetes.hostpaths import normal
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource

_DIRECTORIES = frozenset((
    "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/media", "/proc", "/root", "/run", "/sbin",
    "/srv", "/sys", "/usr", "/var", "/var/lib/docker", "/var/lib/etcd", "/var/log",
))
_TREES = ("/etc/kubernetes/", "/var/lib/kubelet/")
_OBSERVED = frozenset(("/", "/proc", "/sys"))


@rule(
    PRIVILEGES,
    WARNING,
    on=(Pod, Resource),
    peers=(
        "trivy:KSV-0121 kics:Workload-mounting-with-sensitive-OS-directory kubelinter:sensitive-host-mounts"
        " kubesec:ProcMount"
    ),
)
def check(fact: Pod | Resource, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    if isinstance(fact, Pod):
        for mounted in host_paths(fact):
            if _sensitive(mounted.path):
                observed = mounted.read_only and mounted.path in _OBSERVED
                yield Problem(
                    mounted.source,
                    f"{fact.called} mounts {mounted.source} of its node",
                    severity=INFO if observed else None,
                    profile=STRICT if observed else DEFAULT,
                )
    elif fact.kind == "PersistentVolume":
        source = host_path(fact.spec)
        if source is not None and _sensitive(normal(source)):
            yield Problem(source, f"whoever claims the volume gets {source} of its node")


def _sensitive(path: str) -> bool:
    return path in _DIRECTORIES or f"{path}/".startswith(_TREES)
