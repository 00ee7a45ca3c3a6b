"""An admission webhook is installed.

Why: an inventory for a review: a webhook sees each object that its rules fit, Secrets too, and the mutating kind
rewrites them.
Instead: nothing to write; know the program behind it, and keep its rules and namespaces narrow.
Flags: every ValidatingWebhookConfiguration and MutatingWebhookConfiguration.
See: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"),
    profile=ALL,
    peers="kubescape:C-0036 kubescape:C-0039",
)
def check(webhook: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    does = "rewrites" if webhook.kind.startswith("Mutating") else "judges"
    yield Problem(webhook.grip, f"this webhook sees and {does} the objects that its rules fit")
