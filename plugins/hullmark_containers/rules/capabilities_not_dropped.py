"""The capabilities that containers have by default are not dropped.

Why: a container starts with a dozen parts of root's power, such as changing owners, making devices and forging packets,
and hardly any program uses one. What is dropped, a flaw cannot use.
Instead: ``capabilities: {drop: [ALL]}``, ``cap_drop: [ALL]`` of a service, and add again what the program fails
without.
Flags: no list of dropped capabilities, or one that holds neither ALL nor each of the usual ones.
Not flagged: privileged containers, which have all of them anyway; services that another file goes on
with; Windows.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.capabilities import DEFAULTS


@rule(
    PRIVILEGES,
    {"": WARNING, "compose": INFO},
    on=Container,
    not_in=("dockerfile",),
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_37 trivy:KSV-0003 trivy:KSV-0004 trivy:KSV-0106 kics:Containers-missing-drop-capabilities"
        " polaris:insecureCapabilities kubesec:CapDropAny kubesec:CapDropAll kubescape:C-0201"
        " pss:restricted/capabilities cis:5.2.10 kics:container-capabilities-unrestricted compose-lint:CL-0006"
        " dockerbench:5.4"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the list, or the place where it belongs."""
    security = container.security
    if security is None or security.privileged == "true":
        return
    dropped = security.dropped
    if "ALL" in dropped or not DEFAULTS.difference(dropped) or not all(name.known for name in dropped):
        return
    what = "keeps capabilities that it was not given on purpose" if dropped else "keeps its default capabilities"
    yield Problem(security.drop_span or security, f"the container {what}; drop ALL")
