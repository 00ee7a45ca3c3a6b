"""An image has a known critical hole.

Why: how to use it is public, and scanners on the Internet look for it.
Instead: take a version in which it is closed.
Flags: Argo CD before 2.1.9, and 2.2.0 to 2.2.3 (CVE-2022-24348); Grafana 9.2.0 to 9.2.3 (CVE-2022-39328); Kyverno 1.8.3
and 1.8.4 (CVE-2022-47633); ingress-nginx before 0.49.1, and 1.0.0 (CVE-2021-25742).
Not flagged: ingress-nginx beside a ConfigMap with ``allow-snippet-annotations: "false"``; other images whose names only
look similar; tags that name no full version; references by digest alone.
See: https://kubernetes.io/docs/reference/issues-security/official-cve-feed/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.images import product
from hullmark_kubernetes.images import version
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource

Version = tuple[int, int, int]

#: Product, hole, and the first and last version with it.
_HOLES: tuple[tuple[str, str, Version, Version], ...] = (
    ("argocd", "CVE-2022-24348", (0, 0, 0), (2, 1, 8)),
    ("argocd", "CVE-2022-24348", (2, 2, 0), (2, 2, 3)),
    ("grafana", "CVE-2022-39328", (9, 2, 0), (9, 2, 3)),
    ("kyverno", "CVE-2022-47633", (1, 8, 3), (1, 8, 4)),
    ("ingress-nginx", "CVE-2021-25742", (0, 0, 0), (0, 49, 0)),
    ("ingress-nginx", "CVE-2021-25742", (1, 0, 0), (1, 0, 0)),
)


@rule(
    PINNING, WARNING, on=PodContainer, when=("main", "init", "sidecar"),
    peers="kubescape:C-0059 kubescape:C-0081 kubescape:C-0090 kubescape:C-0091",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the image."""
    image = container.shared.image
    name = product(image)
    number = version(image) if name and image is not None else None
    if number is None or image is None:
        return
    for holed, hole, first, last in _HOLES:
        if holed == name and first <= number <= last:
            if name != "ingress-nginx" or not _no_snippets(container.pod.resource):
                yield Problem(image, f"{name} {image.tag} is open to {hole}")
            return


def _no_snippets(resource: Resource) -> bool:
    """Tell whether a ConfigMap of the set, or of the file, forbids snippets in annotations."""
    return any(
        other.node.mapping("data").text("allow-snippet-annotations") == "false"
        for other in resource.around("ConfigMap")
    )
