"""Nothing keeps a container from running as root.

Why: most images run as root unless told otherwise, and the next version of one that does not may. With a flaw of the
runtime or a writable path of the node, root in the container is root on the node.
Instead: ``runAsNonRoot: true`` in the security context of the pod; with it the kubelet refuses to start root.
Flags: a container for which neither ``runAsNonRoot: true`` nor an account above 0 in ``runAsUser`` holds, its own or
its pod's.
Not flagged: Windows; values with placeholders.
Options: ``user-suffices = false`` demands ``runAsNonRoot: true`` beside an account too, as the restricted profile does.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


class Options(NamedTuple):
    """Options of the rule."""

    user_suffices: bool = True


@rule(
    USERS,
    WARNING,
    on=PodContainer,
    profile=STRICT,
    options=Options,
    peers=(
        "checkov:CKV_K8S_23 trivy:KSV-0012 kics:Container-running-as-root kubelinter:run-as-non-root"
        " polaris:runAsRootAllowed kubesec:RunAsNonRoot kubescape:C-0013 kubescape:C-0211 checkov:CKV_ARGO_2"
        " semgrep:run-as-non-root semgrep:run-as-non-root-container-level"
        " semgrep:run-as-non-root-container-level-missing-security-context"
        " semgrep:run-as-non-root-security-context-pod-level pss:restricted/running-as-non-root cis:5.2.7"
        " nsa:non-root-containers"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the value that allows root, or the place where one belongs."""
    must = container.effective_scalar("runAsNonRoot")
    if must is not None and (must.boolean is True or not must.text.known) or container.pod.windows:
        return
    user = container.effective_scalar("runAsUser")
    if user is not None and context.options.user_suffices and (user.number or not user.text.known):
        return
    at = must if must is not None else container.at("securityContext")
    yield Problem(at, f"nothing keeps {container.called} from running as root")
