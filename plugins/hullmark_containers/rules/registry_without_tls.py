"""A registry of images is served without TLS.

Why: passwords go over the wire as they are, whoever sits between can hand out other images, and engines refuse such a
registry unless they are told to accept any.
Instead: REGISTRY_HTTP_TLS_CERTIFICATE and REGISTRY_HTTP_TLS_KEY, or a proxy with TLS in front and no port published.
Flags: a registry (``registry``, ``distribution/distribution``, ``zot``) that publishes a port and has no certificate;
in a manifest one that a port of the node, or a Service of type LoadBalancer or NodePort in the same file, opens.
Not flagged: ports on 127.0.0.1; a file that names a configuration of the registry, or a proxy that gets certificates;
services that only their neighbours reach.
See: https://distribution.github.io/distribution/about/deploying/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Port
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Stream

from hullmark_containers.paths import is_trial
from hullmark_containers.ports import is_public
from hullmark_containers.registries import exposed_in
from hullmark_containers.registries import has_certificate
from hullmark_containers.registries import runs_registry

_MESSAGE = "the registry is open to other machines without TLS; give it a certificate"


@rule(ENCRYPTION, WARNING, on=(Port, Stream), hints=("registry", "distribution", "zot"))
def check(fact: Port | Stream, context: Context) -> Iterator[Problem]:
    """Flag the port, or the image."""
    severity = INFO if is_trial(context.document.path) else None
    if isinstance(fact, Stream):
        for image in exposed_in(fact) if context.document.format == "kubernetes" else ():
            yield Problem(image, _MESSAGE, severity=severity)
        return
    container = fact.container
    if container is not None and container.role == "service" and is_public(fact) and runs_registry(container):
        if not has_certificate(container, context.document.text):
            yield Problem(fact, _MESSAGE, severity=severity)
