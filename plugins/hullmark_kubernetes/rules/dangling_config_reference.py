"""A pod uses a ConfigMap or a key that is not there.

Why: the container does not start: CreateContainerConfigError, or a volume that waits for ever.
Instead: write the name and key of the object, or ``optional: true`` where the pod can do without.
Flags: variables, ``envFrom`` and volumes that name a ConfigMap which no file of those applied together holds, while
they hold others of the namespace; a key that the ConfigMap or Secret does not have.
Not flagged: Secrets that are not there, which are rarely committed; ``optional: true``; what the cluster makes
(``kube-root-ca.crt``), or what an object of an extension names; folders with a kustomization, which generates and
patches; names and keys with placeholders.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.elsewhere import mentioned
from hullmark_kubernetes.references import named
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource


_MADE = ("kube-root-ca.crt", "openshift-service-ca.crt")


@rule(
    VALIDITY,
    WARNING,
    on=Pod,
    peers="kubelinter:env-value-from",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the name, or the key."""
    around = pod.resource.set
    if around is None or around.of("Kustomization"):
        return
    for kind, reference, name, keys in _references(pod):
        near = around.beside(pod.resource, kind)
        if name is None or not near or reference.is_true("optional") or name in _MADE:
            continue
        found = named(near, name)
        if name.known and not found and kind == "ConfigMap" and not mentioned(around, name):
            yield Problem(name, f"{pod.called} uses ConfigMap {name}, which is not in these files")
        for key in keys if found else ():
            if key.known and not any(_holds(other, key) for other in found):
                yield Problem(key, f"{kind} {name} has no key {key}")


def _references(pod: Pod) -> Iterator[tuple[str, Mapping, Text | None, list[Text]]]:
    """Yield each reference: the kind, the block, the name and the keys in it."""
    for container in pod.containers:
        for variable in container.node.mappings("env"):
            for kind, field in (("ConfigMap", "configMapKeyRef"), ("Secret", "secretKeyRef")):
                block = variable.mapping("valueFrom", field)
                key = block.text("key")
                yield kind, block, block.text("name"), [key] if key is not None else []
        for source in container.node.mappings("envFrom"):
            yield "ConfigMap", source.mapping("configMapRef"), source.mapping("configMapRef").text("name"), []
    for volume in pod.spec.mappings("volumes"):
        for source in (volume, *volume.mappings("projected", "sources")):
            yield _of_volume("ConfigMap", source.mapping("configMap"), "name")
            field = "secretName" if source is volume else "name"
            yield _of_volume("Secret", source.mapping("secret"), field)


def _of_volume(kind: str, block: Mapping, field: str) -> tuple[str, Mapping, Text | None, list[Text]]:
    keys = [item.text("key") for item in block.mappings("items")]
    return kind, block, block.text(field), [key for key in keys if key is not None]


def _holds(resource: Resource, key: Text) -> bool:
    """Tell whether an object has, or may have, a key."""
    parts = [resource.node.mapping(field) for field in ("data", "stringData", "binaryData")]
    return any(key in part or any(not name.known for name, _ in part) for part in parts) or not any(parts)
