"""An image is named without its registry.

Why: who runs the container decides where the name is looked for; a machine that searches several registries may take
an image from somebody who made one of that name in the first of them.
Instead: write the registry, as in ``docker.io/library/nginx:1.27``.
Flags: images that are run whose first component is no host: those of Podman's units, and in the profile ``all`` those
of manifests; a registries.conf that has several ``unqualified-search-registries``, or permissive or disabled as
``short-name-mode``.
Not flagged: Compose files and devcontainers, where such a name is one of Docker Hub; ``localhost/``; names that are
placeholders or are built at deployment (``ko://``).
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.model import Image
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import is_template

#: Formats of programs that only ask Docker Hub.
_DOCKER = ("compose", "devcontainer")


@rule(
    SUPPLY_CHAIN,
    {"": WARNING, "kubernetes": INFO, "helm": INFO, "kustomize": INFO},
    on=(Image, Flaw),
    when=("short-name",),
    peers="trivy:KSV-0034",
)
def check(fact: Image | Flaw, context: Context) -> Iterator[Problem]:
    """Flag the name, or what leaves open whose it is."""
    if isinstance(fact, Flaw):
        yield Problem(fact, fact.reason)
        return
    image = fact
    if image.use != "run" or image.registry is not None or not image.name or not image.name.known:
        return
    format = context.document.format
    if format not in _DOCKER and not is_template(image):
        profile = DEFAULT if format == "quadlet" else ALL
        yield Problem(image.name, f"{image.name} names no registry", profile=profile)
