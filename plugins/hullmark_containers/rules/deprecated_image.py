"""An image is given up, or has moved.

Why: nothing new is pushed to its old name, holes stay open, and one day the name cannot be pulled any more.
Instead: take the successor that the message names.
Flags: images that are run, or that a bake file builds on, of registries that are frozen (k8s.gcr.io,
gcr.io/google_containers, quay.io/kubernetes-ingress-controller), versions of Docker Hub's bitnami, which were moved
away, and images that are deprecated (openjdk, java, centos, mysql/mysql-server, containrrr/watchtower ...). As
information those that were only renamed.
Not flagged: the same name in another registry, which may be a mirror; bitnami's latest; placeholders.
See: https://kubernetes.io/blog/2023/03/10/image-registry-redirect/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.deprecations import DEPRECATED
from hullmark_containers.deprecations import FROZEN
from hullmark_containers.deprecations import RENAMED


@rule(PINNING, WARNING, on=Image, peers="kubescape:C-0253")
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if image.use != "run" and context.document.format != "bake" or not image.name.known:
        return
    repository = image.repository
    for beginning, verdict in FROZEN.items():
        if repository.startswith(beginning):
            yield Problem(image.name, f"{beginning.rstrip('/')} {verdict}")
            return
    if repository in DEPRECATED:
        yield Problem(image.name, f"{image.name} {DEPRECATED[repository]}")
    elif repository in RENAMED:
        yield Problem(image.name, f"{image.name} is called {RENAMED[repository]} now", severity=INFO)
    elif repository.startswith("bitnami/") and image.tag is not None and image.tag.known and image.tag != "latest":
        moved = repository.replace("bitnami", "bitnamilegacy", 1)
        yield Problem(image.name, f"{image.name} holds no versions since 2025; they are in {moved}")
