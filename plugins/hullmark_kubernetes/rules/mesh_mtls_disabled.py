"""A service mesh does without mutual TLS.

Why: the mesh is there to encrypt what workloads say to each other, and to tell who asks; switched off, both are
missing without anybody seeing it.
Instead: leave ``enableAutoMtls`` out for Istio, ``mtls: {enabledBackend: ca-1, backends: [...]}`` for Kuma,
``mutualTLSMode: strict`` for Consul, ``accessPolicy: all-authenticated`` for Linkerd.
Flags: ``enableAutoMtls: false`` of an installation of Istio, in the ConfigMap istio or among the values of a chart;
``disableIdentity: true`` of Linkerd; mutualTLSMode permissive of Consul; the mode PERMISSIVE of Kuma and App Mesh. In
the profile strict also a Server of Linkerd, or an authorization, that lets in every client without TLS, a Mesh of Kuma
that enables no backend, a listener of App Mesh without ``tls``, and ``global.tls.enabled: false`` of Consul's chart.
Not flagged: the ambient mode of Istio, which always encrypts; authorizations for some networks; a Mesh beside a
MeshIdentity; placeholders.
See: https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.meshtls import KINDS
from hullmark_kubernetes.meshtls import gaps_of
from hullmark_kubernetes.tree import Resource


@rule(ENCRYPTION, WARNING, on=Resource, when=KINDS)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag each place that goes without."""
    for gap in gaps_of(resource):
        yield Problem(gap.at, gap.message, profile=gap.profile)
