"""Rules on what the kubelet bounds, records and leaves alone on its node."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem

from hullmark_kubernetes.controlplane.components import KUBELET
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.durations import seconds
from hullmark_kubernetes.controlplane.flagtests import below
from hullmark_kubernetes.controlplane.flagtests import by_file
from hullmark_kubernetes.controlplane.flagtests import either
from hullmark_kubernetes.controlplane.flagtests import lacks
from hullmark_kubernetes.controlplane.flagtests import off
from hullmark_kubernetes.controlplane.flagtests import table

DOCS = {
    "kubelet-iptables-chains": """The kubelet does not keep its chains in iptables.

Why: kube-proxy and others rely on chains that the kubelet makes and repairs; without them traffic may be dropped, or
let through.
Instead: delete the field or the flag; the chains are kept by default.
Flags: ``makeIPTablesUtilChains: false`` and ``--make-iptables-util-chains=false``.
Not flagged: their absence.
See: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
""",
    "kubelet-event-capture-low": """The kubelet throttles the events that it reports.

Why: what happens on a busy node is missing where one looks for it after an incident.
Instead: delete the field or the flag, whose default is 50 events a second.
Flags: ``eventRecordQPS`` and ``--event-qps`` between 1 and 49.
Not flagged: their absence; 0, which sets no bound; 50 and more.
See: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
""",
    "kubelet-protect-kernel-defaults": """The kubelet changes settings of the kernel.

Why: it sets what it needs over what the administrator has hardened, and nobody is told.
Instead: ``protectKernelDefaults: true``, with the settings that the kubelet needs made on the node.
Flags: the field or the flag that is off or absent.
Not flagged: a command line with ``--config``, or without any flag.
See: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
""",
    "kubelet-pod-pids-limit": """A pod may start as many processes as it likes.

Why: a fork bomb in one pod leaves the node without process ids, and takes everything on it along.
Instead: ``podPidsLimit: 4096`` in the KubeletConfiguration.
Flags: a limit that is not positive, with a warning; in the profile all, a KubeletConfiguration without the field.
Not flagged: a command line without ``--pod-max-pids``.
See: https://kubernetes.io/docs/concepts/policy/pid-limiting/
""",
    "kubelet-streaming-timeout": """Idle sessions on a node never end.

Why: forgotten exec sessions and port forwards hold connections open, for whoever finds the terminal.
Instead: delete the field or the flag, whose default is four hours, or name a shorter time.
Flags: ``--streaming-connection-idle-timeout`` of 0; in the profile all, ``streamingConnectionIdleTimeout`` of 0, which
says "never" and which kubelets read as the default.
Not flagged: their absence, and any other time.
See: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
""",
}


def _endless(component: Component, context: Context) -> Iterator[Problem]:
    """Flag a time that is none."""
    flag = component.flag("streaming-connection-idle-timeout")
    if flag is not None and flag.value is not None and seconds(flag.value.strip()) == 0:
        yield Problem(flag, f"{flag}: idle sessions never end", profile=ALL if component.file else STRICT)


def _unbounded(component: Component, context: Context) -> Iterator[Problem]:
    """Flag a limit of processes that is none."""
    flag = component.flag("pod-max-pids")
    if flag is not None and flag.number is not None and flag.number <= 0:
        yield Problem(flag, f"{flag}: a pod may use up all process ids of the node", severity=WARNING)


_declare = table(__name__, KUBELET)

RULES = (
    _declare(
        "kubelet-iptables-chains", EXPOSURE, INFO, STRICT,
        "checkov:CKV_K8S_145 trivy:KCV-0084 kics:Kubelet-not-managing-IP-tables kubescape:C-0178 cis:4.2.6",
        off("make-iptables-util-chains", then="the chains that kube-proxy relies on may be missing"),
    ),
    _declare(
        "kubelet-event-capture-low", PRIVILEGES, INFO, ALL,
        "checkov:CKV_K8S_147 trivy:KCV-0087 kics:Kubelet-event-QPS-not-properly-set kubescape:C-0180 cis:4.2.8",
        below("event-qps", 50, then="events a second, 50 by default"),
    ),
    _declare(
        "kubelet-protect-kernel-defaults", PRIVILEGES, INFO, ALL,
        "checkov:CKV_K8S_144 trivy:KCV-0083 kics:Kubelet-protect-kernel-defaults-set-to-false kubescape:C-0177",
        off("protect-kernel-defaults", then="the kubelet changes settings of the kernel"),
        lacks("protect-kernel-defaults", then="the kubelet changes settings of the kernel", when=either),
    ),
    _declare(
        "kubelet-pod-pids-limit", RESILIENCE, INFO, STRICT,
        "kubescape:C-0284 cis:4.2.13",
        _unbounded,
        lacks("pod-max-pids", then="a pod may use up all process ids", when=by_file, profile=ALL),
    ),
    _declare(
        "kubelet-streaming-timeout", RESILIENCE, INFO, STRICT,
        "checkov:CKV_K8S_143 trivy:KCV-0085 kics:Kubelet-streaming-connection-timeout-disabled kubescape:C-0176"
        " cis:4.2.5",
        _endless,
    ),
)
