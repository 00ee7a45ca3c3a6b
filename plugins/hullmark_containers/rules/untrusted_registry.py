"""The image comes from a registry or namespace outside the allow-list.

Why: whoever may push to the registry decides what runs; an organisation that mirrors and scans images wants no way
around its mirror.
Instead: pull the image through a registry of the list, or add its registry to the list.
Flags: bases, images of COPY --from and RUN --mount, and images that are run whose registry or namespace no entry of
``allowed`` matches, and those that an entry of ``blocked`` matches. A name without a registry is on docker.io.
Not flagged: anything while both lists are empty; scratch; stages; a base of localhost; a registry that is an unresolved
variable.
Options: ``allowed`` and ``blocked`` list registries (``ghcr.io``), with a port, namespaces or images
(``docker.io/library``, ``ghcr.io/org/*``); ``*`` stands for anything. hub.docker.com is docker.io.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from hullmark.model import Image
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import is_local

_HUB = ("docker.io", "index.docker.io", "registry-1.docker.io", "hub.docker.com")


class Options(NamedTuple):
    """Options of the rule."""

    allowed: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is asked for; without, the rule is not called."""
        return any(self)


@rule(
    SUPPLY_CHAIN,
    {"": ERROR, "compose": WARNING, "kubernetes": INFO, "helm": INFO, "kustomize": INFO},
    on=Image,
    options=Options,
    peers=(
        "hadolint:DL3026 dockerfile_lint:specified_registry dockerfile_lint:not_from_fedora trivy:KSV-0032"
        " trivy:KSV-0033 trivy:KSV-0034 trivy:KSV-0035 trivy:KSV-0125 kubescape:C-0001 kubescape:C-0078"
        " kubescape:C-0304 dockerbench:4.2"
    ),
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the registry, or the name where none is written."""
    allowed, blocked = context.options
    if image.use == "syntax" or is_local(image):
        return
    name = _full(image)
    if not image.name or "$" in name.partition("/")[0]:
        return
    wrong = allowed and not any(_matches(name, entry) for entry in allowed)
    if wrong or any(_matches(name, entry) for entry in blocked):
        verdict = "not allowed" if wrong else "blocked"
        message = f"{image.name} comes from {name.partition('/')[0]}, which is {verdict}"
        yield Problem(image.registry or image.name, message)


def _full(image: Image) -> str:
    """Return the name with its registry, and with ``library`` for an official image."""
    name = str(image.name)
    if image.registry in _HUB:
        name = name.partition("/")[2]
    elif image.registry is not None or "$" in name.partition("/")[0]:
        return name
    return f"docker.io/{name}" if "/" in name else f"docker.io/library/{name}"


def _matches(name: str, entry: str) -> bool:
    """Tell whether an entry is the registry, a namespace above the name, or a pattern for one of them."""
    entry = entry.replace("hub.docker.com", "docker.io").rstrip("/")
    registry = name.partition("/")[0]
    parts = name.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(fnmatchcase(place, entry) for place in (registry.partition(":")[0], *above))
