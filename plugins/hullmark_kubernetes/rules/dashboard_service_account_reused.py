"""Something else runs as the dashboard, or with its role.

Why: the dashboard's account is made for what people click in a browser, often with rights in the whole cluster; what
borrows it has them without a login.
Instead: an account and a role of its own for the program.
Flags: the service account kubernetes-dashboard in pods of an object with another name; a binding of the role
kubernetes-dashboard to another subject.
Not flagged: the dashboard and its dashboard-metrics-scraper.
See: https://kubernetes.io/docs/tasks/access-application-cluster/web-ui-dashboard/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.accounts import account_of
from hullmark_kubernetes.rbac import BINDINGS
from hullmark_kubernetes.rbac import role_name
from hullmark_kubernetes.rbac import subjects_of
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource

_DASHBOARD = "kubernetes-dashboard"


@rule(
    PRIVILEGES,
    WARNING,
    on=(Pod, Resource),
    when=(*POD_KINDS, *BINDINGS),
    peers="kubescape:C-0014",
)
def check(fact: Pod | Resource, context: Context) -> Iterator[Problem]:
    """Flag the account, or the subject."""
    if isinstance(fact, Pod):
        name, owner = account_of(fact.spec), fact.resource.name
        own = owner is not None and (not owner.known or owner.startswith((_DASHBOARD, "dashboard-metrics-scraper")))
        if name == _DASHBOARD and not own:
            yield Problem(name, f"{fact.called} runs with the rights of the dashboard")
    elif fact.kind in BINDINGS and role_name(fact) == _DASHBOARD:
        for subject in subjects_of(fact):
            name = subject.text("name")
            if name is not None and name.known and name != _DASHBOARD:
                yield Problem(subject, f"{name} gets the role of the dashboard")
