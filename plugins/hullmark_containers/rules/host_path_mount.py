"""A path of the host is mounted into the container.

Why: the files belong to the machine: what is written there outlasts the container and reaches other containers and the
host itself, and what is there differs from machine to machine.
Instead: a volume that is made for the purpose: emptyDir for scratch files, a PersistentVolumeClaim for data, a
ConfigMap for settings; a named volume of a Compose file.
Flags: a ``hostPath`` volume of a pod or of a PersistentVolume, whatever the path; one that no container mounts only as
information, in the profile all. Of a service only paths of the system, such as /proc, /dev, /var/log and what is below
/etc, and homes as a whole; read-only /proc and /sys as information.
Not flagged: folders of the project; of a service what has a rule of its own, as sockets, credentials, and what is
writable and rules the host; what it is shown by custom, as /etc/localtime and certificates; pods in kube-system, which
run the node; ``local`` volumes, which a storage provisioner hands out.
See: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Mount
from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.hostpaths import is_observed
from hullmark_containers.hostpaths import is_system
from hullmark_containers.sockets import of_mount


@rule(
    PRIVILEGES,
    WARNING,
    on=Mount,
    profile=STRICT,
    peers=(
        "trivy:KSV-0023 polaris:hostPathSet kubescape:C-0048 kubescape:C-0203"
        " kics:Non-kube-system-pod-with-host-mount pss:baseline/hostpath-volumes cis:5.2.12"
        " kics:volume-has-sensitive-host-directory compose-lint:CL-0013 dockerbench:5.6"
    ),
)
def check(mount: Mount, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    container, source = mount.container, mount.source
    if mount.kind != "bind" or source is None or container is not None and container.role == "stage":
        return
    if container is not None and container.workload is not None and container.workload.system:
        return
    if container.role == "service" if container is not None else mount.target is not None:
        if is_system(mount) and not any(of_mount(mount)):
            message = f"{source} is a path of the host's system"
            yield Problem(source, message, severity=INFO if is_observed(mount) else None)
        return
    if container is None or mount.target is not None:
        yield Problem(source, f"{source} is a path of the host, shared with all that runs there")
    else:
        message = f"{source} is a path of the host that no container mounts"
        yield Problem(source, message, severity=INFO, profile=ALL)
