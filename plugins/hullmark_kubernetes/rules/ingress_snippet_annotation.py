"""An Ingress writes configuration of nginx.

Why: who may write the Ingress then writes the configuration of the controller, whose service account reads the Secrets
of all namespaces (CVE-2021-25742).
Instead: the annotation for the one setting, as in ``nginx.ingress.kubernetes.io/proxy-read-timeout``, and
``allow-snippet-annotations: "false"`` for the controller.
Flags: annotations of an Ingress with snippet in their name; ``allow-snippet-annotations: "true"`` and
``annotations-risk-level: Critical`` in a ConfigMap; as information, in the profile all, nginx.org/ snippets of F5's
controller.
Not flagged: other annotations; the switch set to false.
See: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    WARNING,
    on=Resource,
    when=("Ingress", "ConfigMap"),
    profile=STRICT,
    peers="checkov:CKV_K8S_153 kubescape:C-0059",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the annotation, or the entry that permits them."""
    if resource.kind == "ConfigMap":
        data = resource.node.mapping("data")
        if data.is_true("allow-snippet-annotations") or data.text("allow-snippet-annotations") == "true":
            yield Problem(data.get("allow-snippet-annotations"), "every Ingress may write configuration of nginx")
        level = data.text("annotations-risk-level")
        if level == "Critical":
            yield Problem(level, "every Ingress may use annotations that write configuration of nginx")
        return
    for key, _ in resource.annotations:
        if "snippet" not in key.value:
            continue
        name = key.value.rpartition("/")[2]
        if key.value.startswith("nginx.org/"):
            yield Problem(key, f"{name} writes configuration of nginx", severity=INFO, profile=ALL)
        else:
            yield Problem(key, f"{name} writes configuration of nginx, which reads the Secrets of all namespaces")
