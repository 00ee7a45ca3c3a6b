"""A Knative Service sets no timeout for its requests.

Why: a request that hangs holds its place until the default of the cluster ends it, which others may change; slow
requests keep pods from being scaled down.
Instead: ``timeoutSeconds: 60``, a little more than the slowest request takes.
Flags: a Service of Knative whose revision has no ``timeoutSeconds``, or 0.
Not flagged: a set with the ConfigMap config-defaults that sets ``revision-timeout-seconds``; patches.
See: https://knative.dev/docs/serving/configuration/config-defaults/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("Service",),
    profile=STRICT,
    peers="kics:Serving-Revision-Spec-Without-Timeout-Seconds",
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the timeout, or of the revision's spec."""
    revision = service.spec.mapping("template", "spec")
    if service.group != "serving.knative.dev" or not revision or revision.text("timeoutSeconds") not in (None, "0"):
        return
    defaults = service.set.of("ConfigMap") if service.set is not None else []
    if not any(config.name == "config-defaults" and _sets(config) for config in defaults):
        at = service.at("spec", "template", "spec", "timeoutSeconds")
        yield Problem(at, f"{service.called} sets no timeout for requests")


def _sets(config: Resource) -> bool:
    return config.node.mapping("data").has("revision-timeout-seconds")
