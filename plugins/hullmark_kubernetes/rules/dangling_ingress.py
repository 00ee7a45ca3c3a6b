"""An Ingress leads to a Service, or a port of one, that is not there.

Why: the route is accepted and answers 503, or 404, since the controller finds no endpoint behind it.
Instead: write the name of the Service and one of its ports: ``service: {name: web, port: {number: 80}}``.
Flags: a backend whose Service is not in the namespace, or has no port of that number or name; the default backend
too.
Not flagged: a set of files without any Service in the namespace, unless in the profile all; ``resource`` backends;
actions written in annotations (``use-annotation``); Services of type ExternalName; the solvers of cert-manager;
what an operator may make, or a kustomization brings in; names with placeholders.
See: https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.backends import backends
from hullmark_kubernetes.references import absent
from hullmark_kubernetes.references import named
from hullmark_kubernetes.services import offers
from hullmark_kubernetes.services import services_near
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("Ingress",),
    peers="kubelinter:dangling-ingress kubescore:ingress-targets-service kubescape:C-0298",
)
def check(ingress: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the Service, or the port."""
    services = services_near(ingress)
    for name, _, port in backends(ingress):
        if name.startswith("cm-acme-http-solver") or port == "use-annotation":
            continue
        found = named(services, name)
        if name.known and not found:
            message = f"{ingress.called} leads to Service {name}, which is not in these files"
            yield from absent(ingress, name, message, services)
        elif found and port is not None and not any(offers(service, port) for service in found):
            yield Problem(port, f"Service {name} has no port {port}")
