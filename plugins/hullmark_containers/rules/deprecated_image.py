"""An image that is run is given up, or has moved.

Why: nothing new is pushed to its old name, holes stay open, and one day the name cannot be pulled any more.
Instead: take the successor that the message names.
Flags: images of registries that are frozen (k8s.gcr.io, gcr.io/google_containers,
quay.io/kubernetes-ingress-controller), versions of Docker Hub's bitnami, which were moved away, and images that are
deprecated (openjdk, java, centos, mysql/mysql-server, containrrr/watchtower ...). As information those that were only
renamed.
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

_KUBERNETES = "is frozen since 2023; its images are on registry.k8s.io"
#: What is wrong with all images whose names begin so.
_FROZEN = {
    "k8s.gcr.io/": _KUBERNETES,
    "gcr.io/google_containers/": _KUBERNETES,
    "gcr.io/google-containers/": _KUBERNETES,
    "quay.io/kubernetes-ingress-controller/": "is frozen since 2020; its images are in registry.k8s.io/ingress-nginx",
}
#: What is wrong with images of Docker Hub.
_DEPRECATED = {
    "openjdk": "is deprecated; take eclipse-temurin",
    "java": "is deprecated; take eclipse-temurin",
    "centos": "is deprecated; take quay.io/centos/centos, almalinux or rockylinux",
    "mysql/mysql-server": "is deprecated; take mysql",
    "containrrr/watchtower": "is archived; take its fork nickfedor/watchtower, or a bot that raises tags",
    "portainer/portainer": "ended with version 1; take portainer/portainer-ce",
    "mongo-express": "is hardly maintained; take a client such as mongosh",
    "atmoz/sftp": "is not maintained; take drakkan/sftpgo",
    "phusion/baseimage": "is hardly maintained; take ubuntu with an init such as tini",
}
#: What images of Docker Hub are called now.
_RENAMED = {
    "jwilder/nginx-proxy": "nginxproxy/nginx-proxy",
}


@rule(PINNING, WARNING, on=Image, peers="kubescape:C-0253")
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if image.use != "run" or not image.name.known:
        return
    repository = image.repository
    for beginning, verdict in _FROZEN.items():
        if repository.startswith(beginning):
            yield Problem(image.name, f"{beginning.rstrip('/')} {verdict}")
            return
    if repository in _DEPRECATED:
        yield Problem(image.name, f"{image.name} {_DEPRECATED[repository]}")
    elif repository in _RENAMED:
        yield Problem(image.name, f"{image.name} is called {_RENAMED[repository]} now", severity=INFO)
    elif repository.startswith("bitnami/") and image.tag is not None and image.tag.known and image.tag != "latest":
        moved = repository.replace("bitnami", "bitnamilegacy", 1)
        yield Problem(image.name, f"{image.name} holds no versions since 2025; they are in {moved}")
