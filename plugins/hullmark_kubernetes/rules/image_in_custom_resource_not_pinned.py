"""An image in a custom resource has no version.

Why: an operator or a workflow engine starts what the tag points at that day, where nobody looks for it.
Instead: write the version that was tested, as in ``image: quay.io/ceph/ceph:v20.2.4``.
Flags: images without tag and digest, or with ``latest``, in objects of extensions: of an operator (``spec.image``), of
disks (``containerDisk``), of functions. In the profile all also those of containers in such objects (Argo Workflows,
Tekton, Knative), of which image-untagged and image-tag-latest say the same.
Not flagged: what is no image of containers: names without a registry that stand alone; definitions of resources;
placeholders, and what is built at deployment (``ko://``).
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.model import parse_image
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Sequence
from hullmark.yaml import walk

from hullmark_kubernetes.tree import Resource

#: Kinds of groups with a dot that are no extensions, or hold no images.
_OTHERS = frozenset(("CustomResourceDefinition", "DeploymentConfig"))
#: Keys beside the image of something that runs, and keys above it.
_BESIDE = frozenset(("name", "command", "args", "script", "imagePullPolicy"))
_ABOVE = frozenset(("containerDisk", "stepTemplate", "podTemplate"))


@rule(PINNING, WARNING, on=Resource, peers="kubescape:C-0304")
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the image."""
    if "." not in resource.group or resource.kind in _OTHERS:
        return
    containers = {id(container.node) for pod in resource.pods for container in pod.containers}
    for above, holder in _holders(resource.spec):
        for key in ("image", "imageName"):
            text = holder.text(key)
            image = parse_image(text, "run") if text is not None else None
            if image is not None and _moves(image) and _is_image(image, above, holder):
                profile = ALL if id(holder) in containers else DEFAULT
                yield Problem(image.text, f"{image.text} of {resource.called} has no version", profile=profile)


def _holders(spec: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield the mappings in a spec, itself first, each with the key above it."""
    yield "spec", spec
    for node in walk(spec):
        for name, value in node.fields if isinstance(node, Mapping) else ():
            if isinstance(value, (Mapping, Sequence)):
                for mapping in [value] if isinstance(value, Mapping) else value.mappings:
                    yield name, mapping


def _moves(image: Image) -> bool:
    """Tell whether a reference surely has no version."""
    if not image.text or not image.text.known or image.digest is not None or image.name.isupper():
        return False
    return image.tag is None or image.tag == "latest"


def _is_image(image: Image, above: str, holder: Mapping) -> bool:
    """Tell whether the name is surely one of an image of containers, and not of a machine or a picture."""
    if "://" in image.text or " " in image.text:
        return False
    return bool(image.tag or image.registry or above in _ABOVE) or not _BESIDE.isdisjoint(holder.items)
