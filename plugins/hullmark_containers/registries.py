"""Registries of images that a file runs, and how others reach them."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import parse_image
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Stream

from hullmark_containers.plaintext import open_services

_IMAGE = pattern(r"registry|(?:.*/)?(?:distribution/distribution|zot(?:-minimal)?(?:-linux-(?:amd|arm)64)?)")
_TLS = pattern(r"REGISTRY_HTTP_TLS_.*|.*LETSENCRYPT.*")
#: What in a file tells that the registry may have a certificate: its own configuration, or a proxy in front of it.
_SIGNS = pattern(r"/etc/(?:docker/registry|distribution|zot)|letsencrypt|certresolver|entrypoints=websecure|\.tls=true")


def runs_registry(container: Container | None) -> bool:
    """Tell whether a container is by its image a registry."""
    image = container.image if container is not None else None
    return image is not None and _IMAGE.fullmatch(image.repository) is not None


def has_certificate(container: Container, text: str) -> bool:
    """Tell whether a registry has a certificate, or may, as the text of the file says."""
    return any(_TLS.fullmatch(name) for name, _ in container.environment) or _SIGNS.search(text.lower()) is not None


def exposed_in(stream: Stream) -> Iterator[Text]:
    """Yield the images of registries in manifests that a port of the node, or a Service beside them, opens."""
    if _SIGNS.search(stream.text.lower()):
        return
    for root in stream.roots:
        if not isinstance(root, Mapping):
            continue
        pod = root if root.text("kind") == "Pod" else root.mapping("spec", "template")
        for container in pod.mapping("spec").mappings("containers"):
            image = container.text("image")
            if image is None or not _IMAGE.fullmatch(parse_image(image, "run").repository):
                continue
            if any(_TLS.fullmatch(entry.text("name") or "") for entry in container.mappings("env")):
                continue
            on_node = any(port.text("hostPort") is not None for port in container.mappings("ports"))
            if on_node or _is_opened(stream, pod.mapping("metadata", "labels")):
                yield image


def _is_opened(stream: Stream, labels: Mapping) -> bool:
    """Tell whether a Service that other machines reach selects pods with some labels."""
    for _, spec in open_services(stream):
        selector = spec.mapping("selector")
        if selector and all(labels.text(key.value) == selector.text(key.value) for key, _ in selector):
            return True
    return False
