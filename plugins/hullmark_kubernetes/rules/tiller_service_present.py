"""A Service leads to Tiller.

Why: Tiller asks nobody for credentials, so whoever reaches the Service installs what they like in the cluster.
Instead: delete the Service; Helm 2 forwards a port for itself, and Helm 3 needs no Tiller.
Flags: a Service in whose name, labels or selector tiller is a word.
Not flagged: words of which tiller is a part.
See: https://helm.sh/docs/topics/v2_v3_migration/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DAEMONS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.tiller import mentions
from hullmark_kubernetes.tree import Resource


@rule(
    DAEMONS, WARNING, on=Resource, when=("Service",), peers="checkov:CKV_K8S_44 kics:Tiller-Service-present",
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first word that says so."""
    for text in _texts(service):
        if mentions(text):
            yield Problem(text, f"{service.called} leads to Tiller, which asks nobody for credentials")
            return


def _texts(service: Resource) -> Iterator[Text]:
    """Yield the name, and the values of labels and selector."""
    if service.name is not None:
        yield service.name
    for mapping in (service.labels, service.spec.mapping("selector")):
        for _, value in mapping:
            if isinstance(value, Scalar):
                yield value.text
