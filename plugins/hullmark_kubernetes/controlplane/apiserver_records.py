"""Rules on what kube-apiserver writes down, how it stores it, and how long it waits."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem

from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.components import Flag
from hullmark_kubernetes.controlplane.durations import seconds
from hullmark_kubernetes.controlplane.flagtests import below
from hullmark_kubernetes.controlplane.flagtests import lacks
from hullmark_kubernetes.controlplane.flagtests import table
from hullmark_kubernetes.controlplane.flagtests import wrong

DOCS = {
    "apiserver-audit-log-missing": """The API server keeps no audit log, or too little of it.

Why: after an incident nobody can say who read which Secret and who changed what; a log that is cut after some days
loses what is found out late.
Instead: ``--audit-policy-file`` and ``--audit-log-path`` with ``--audit-log-maxage=30``, ``--audit-log-maxbackup=10``
and ``--audit-log-maxsize=100``.
Flags: kube-apiserver without these flags; fewer than 30 days, 10 files or 100 megabytes.
Not flagged: ``--audit-webhook-config-file`` in place of the log; the three numbers where the log goes to standard
output (``-``); 0, which stands for no bound; a command line of which a part is in sight and that has one of the flags.
See: https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
""",
    "apiserver-encryption-config-missing": """Secrets are stored unencrypted.

Why: without a configuration Secrets lie in etcd as they are: whoever gets a backup or the disk has them all.
Instead: ``--encryption-provider-config=/etc/kubernetes/encryption.yaml`` with a provider such as kms or secretbox.
Flags: kube-apiserver without ``--encryption-provider-config``.
Not flagged: the flag by its old name ``--experimental-encryption-provider-config``.
See: https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
""",
    "apiserver-request-timeout": """The API server's request timeout is too long or no duration.

Why: slow requests hold connections and memory; a few clients are enough to keep others out. Go does not read a
duration without a unit, and the API server does not start.
Instead: drop the flag, whose default is 60s, or stay below five minutes: ``--request-timeout=120s``.
Flags: ``--request-timeout`` above 300 seconds, or with a value that is no duration.
Not flagged: its absence; values with placeholders.
See: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
""",
}


def _audit(component: Component, context: Context) -> Iterator[Problem]:
    """Flag what is missing of the log, its policy and its bounds."""
    webhook = component.given("audit-webhook-config-file")
    names = ["audit-policy-file", *(() if webhook else ("audit-log-path",))]
    if not webhook and component.items("audit-log-path") != ["-"]:
        names += ["audit-log-maxage", "audit-log-maxbackup", "audit-log-maxsize"]
    yield from lacks(*names, then="little or nothing is logged", together=True)(component, context)


def _long(flag: Flag) -> bool:
    """Tell whether a timeout is too long, or none."""
    length = seconds(flag.value.strip()) if flag.value is not None else None
    return length is None or length > 300


_declare = table(__name__, APISERVER)

RULES = (
    _declare(
        "apiserver-audit-log-missing", PRIVILEGES, INFO, STRICT,
        "checkov:CKV_K8S_91 checkov:CKV_K8S_92 checkov:CKV_K8S_93 checkov:CKV_K8S_94 trivy:KCV-0019 trivy:KCV-0020"
        " trivy:KCV-0021 trivy:KCV-0022 kics:Audit-log-path-not-set kics:Audit-log-maxage-not-properly-set"
        " kics:Audit-log-maxbackup-not-properly-set kics:Audit-log-maxsize-not-properly-set"
        " kics:Audit-policy-file-not-defined kubescape:C-0067 kubescape:C-0130 kubescape:C-0131 kubescape:C-0132"
        " kubescape:C-0133 kubescape:C-0160 cis:1.2.16 cis:1.2.17 cis:1.2.18 cis:1.2.19 cis:3.2.1 nsa:audit-logging",
        _audit,
        below("audit-log-maxage", 30, then="days that the log goes back, 30 are enough"),
        below("audit-log-maxbackup", 10, then="old files are kept, 10 are enough"),
        below("audit-log-maxsize", 100, then="megabytes a file, 100 are enough"),
    ),
    _declare(
        "apiserver-encryption-config-missing", PRIVILEGES, INFO, STRICT,
        "checkov:CKV_K8S_104 trivy:KCV-0030 kics:Encryption-provider-config-is-not-defined kubescape:C-0066"
        " kubescape:C-0141 cis:1.2.27 nsa:encryption",
        lacks(
            "encryption-provider-config", unless=("experimental-encryption-provider-config",),
            then="Secrets are stored unencrypted",
        ),
    ),
    _declare(
        "apiserver-request-timeout", RESILIENCE, INFO, STRICT,
        "checkov:CKV_K8S_95 kics:Request-timeout-not-properly-set kubescape:C-0134 cis:1.2.20",
        wrong("request-timeout", judge=_long, then="not a duration up to 300s", profile=STRICT),
    ),
)
