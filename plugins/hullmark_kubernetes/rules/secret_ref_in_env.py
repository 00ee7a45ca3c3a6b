"""A Secret reaches a container as an environment variable.

Why: a variable is handed on to every child process and stands in crash reports and in ``/proc``; it keeps its value
until the pod restarts, also when the Secret has been changed.
Instead: mount the Secret as a volume and let the program read the file, where it can.
Flags: ``secretKeyRef`` of a variable and ``secretRef`` of ``envFrom``, optional ones too.
Not flagged: Secrets in volumes; ConfigMaps; credentials written out, which secret-in-env reports.
See: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(
    CREDENTIALS,
    INFO,
    on=PodContainer,
    profile=ALL,
    peers=(
        "checkov:CKV_K8S_35 kics:Secrets-used-as-environment-variables kubelinter:read-secret-from-env-var"
        " kubesec:SecretsAsEnvironmentVariables kubescape:C-0207 kubescape:C-0012 cis:5.4.1"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the key of the reference."""
    for entry in container.node.mappings("env"):
        key = entry.mapping("valueFrom").key("secretKeyRef")
        if key is not None:
            name = entry.text("name")
            what = f"variable {name}" if name is not None else "a variable"
            yield Problem(key, f"{what} of {container.called} is filled from a Secret", secret=False)
    for entry in container.node.mappings("envFrom"):
        key = entry.key("secretRef")
        if key is not None:
            yield Problem(key, f"variables of {container.called} are filled from a Secret", secret=False)
