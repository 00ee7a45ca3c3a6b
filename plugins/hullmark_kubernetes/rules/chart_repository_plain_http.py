"""Charts or manifests are fetched over plain HTTP.

Why: whoever sits between changes what is fetched, and with it what the cluster runs; a password for the repository
goes over the wire as it is.
Instead: ``https://``, ``ssh://``, or ``oci://`` without ``insecure``.
Flags: ``http://`` and ``git://`` where a HelmRepository or GitRepository of Flux, an Application or ApplicationSet of
Argo CD, a Secret that is a repository of Argo CD, a HelmChart of k3s or a GitRepo of Fleet fetches from; ``insecure:
true`` of an OCIRepository, a HelmRepository or a Bucket of Flux; as information hosts inside a cluster.
Not flagged: repositories on this machine; hosts that are filled in later.
See: https://fluxcd.io/flux/components/source/helmrepositories/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import walk

from hullmark_kubernetes.addresses import NEAR
from hullmark_kubernetes.addresses import OWN
from hullmark_kubernetes.addresses import address
from hullmark_kubernetes.addresses import plain_address
from hullmark_kubernetes.secrets import decoded
from hullmark_kubernetes.secrets import entries
from hullmark_kubernetes.tree import Resource

_FLUX = "source.toolkit.fluxcd.io"
#: The group of the objects that fetch something, and the key behind which they say from where.
_SOURCES = {
    "Application": ("argoproj.io", "repoURL"),
    "ApplicationSet": ("argoproj.io", "repoURL"),
    "Bucket": (_FLUX, "endpoint"),
    "GitRepo": ("fleet.cattle.io", "repo"),
    "GitRepository": (_FLUX, "url"),
    "HelmChart": ("helm.cattle.io", "repo"),
    "HelmRepository": (_FLUX, "url"),
    "OCIRepository": (_FLUX, "url"),
}
_LABEL = "argocd.argoproj.io/secret-type"


@rule(ENCRYPTION, WARNING, on=Resource, when=(*_SOURCES, "Secret"))
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag each address once, or the switch."""
    insecure = resource.spec.text("insecure") if resource.spec.is_true("insecure") else None
    seen: set[str] = set()
    for text in _addresses(resource):
        found = address(text) if insecure is not None else plain_address(text)
        if found is not None and found.distance != OWN and text not in seen:
            seen.add(str(text))
            message = f"what the cluster runs can be changed on the way from {found.shown}; fetch it with TLS"
            yield Problem(insecure or text, message, severity=INFO if found.distance == NEAR else None)


def _addresses(resource: Resource) -> Iterator[Text]:
    """Yield where an object has something fetched from."""
    if resource.kind == "Secret":
        if resource.labels.text(_LABEL) in ("repository", "repo-creds"):
            for name, value, encoded in entries(resource):
                if name.value == "url":
                    yield decoded(value.text) if encoded else value.text
        return
    group, key = _SOURCES[resource.kind]
    for node in walk(resource.spec) if resource.group == group else ():
        text = node.text(key) if isinstance(node, Mapping) else None
        if text is not None:
            yield text
