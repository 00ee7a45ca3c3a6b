"""Products by their images, and versions by their tags."""

from __future__ import annotations

from hullmark.model import Image
from hullmark.plugin import pattern

_VERSION = pattern(r"v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?![\d.])")

#: Products by what their repositories are called, without Docker Hub's own name.
_PRODUCTS = {
    "ingress-nginx": pattern(
        r"(?:.*/)?ingress-nginx/controller(?:-chroot)?|(?:.*/)?kubernetes-ingress-controller/nginx-ingress-controller"
    ),
    "argocd": pattern(r"(?:quay\.io/)?argoproj/argocd"),
    "grafana": pattern(r"grafana/grafana(?:-oss|-enterprise)?"),
    "kyverno": pattern(r"ghcr\.io/kyverno/kyverno"),
}


def product(image: Image | None) -> str:
    """Return which product an image is, "" for any that is of no interest."""
    if image is None or not image.name.known:
        return ""
    repository = image.repository
    return next((name for name, pattern in _PRODUCTS.items() if pattern.fullmatch(repository)), "")


def version(image: Image) -> tuple[int, int, int] | None:
    """Return the three parts of the version that a tag names, None where it does not."""
    match = _VERSION.match(image.tag) if image.tag is not None and image.tag.known else None
    return (int(match[1]), int(match[2]), int(match[3])) if match is not None else None
