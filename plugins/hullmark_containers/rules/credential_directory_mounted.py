"""A directory or file with credentials of the host is mounted.

Why: whoever breaks into the container has the keys with which the host, its users or its node log in elsewhere: to the
cluster, the cloud, other machines.
Instead: give the container a credential of its own, as a Secret or the identity of its service account.
Flags: a mount from the host of ``.ssh``, ``.aws``, ``.azure``, ``.config/gcloud``, ``.kube``, ``.docker``, ``.gnupg``,
``.netrc``, ``.npmrc``, ``.pypirc`` or ``.git-credentials`` in a home, of what lies in them, of /etc/kubernetes,
/var/lib/kubelet/pki, /etc/shadow, host keys of SSH and /var/run/secrets; as information for a devcontainer.
Not flagged: known_hosts, authorized_keys and public keys; /etc/kubernetes for the cluster's own pods in kube-system;
directories around them, such as /etc and a home as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Mount
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.hostpaths import holds_credentials


@rule(
    CREDENTIALS,
    {"": WARNING, "kubernetes": ERROR, "devcontainer": INFO},
    on=Mount,
    peers=(
        "compose-lint:CL-0013 kics:volume-has-sensitive-host-directory dockerbench:5.6 kubescape:C-0020"
    ),
)
def check(mount: Mount, context: Context) -> Iterator[Problem]:
    """Flag the path of the host."""
    if mount.kind == "bind" and mount.source is not None and holds_credentials(mount):
        yield Problem(mount.source, f"{mount.source} holds credentials of the host", secret=False)
