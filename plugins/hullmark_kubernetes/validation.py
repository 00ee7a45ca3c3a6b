"""Objects held against their schema: Kubernetes' own, or that of a CustomResourceDefinition of the same set."""

from __future__ import annotations

from typing import Any

from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Violation
from hullmark.yaml import plain_of
from hullmark.yaml import violations

from hullmark_kubernetes.options import NEWEST
from hullmark_kubernetes.options import KubernetesOptions
from hullmark_kubernetes.schemas import schemas
from hullmark_kubernetes.tree import Resource

#: Words that a script puts something else for: ``REPLICA_COUNT``, ``__NAME__``, ``<image>``, ``@TAG@``, ``%TAG%``.
_FILLED_IN = pattern(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|__\w+__|<[^<>]*>|@\w+@|%\w+%")
#: Kinds that are refused without a selector, which patches leave out.
SELECTING = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")

#: Keys without which an object is refused, that other rules report: workload-without-containers, invalid-port-name.
_MISSED_ELSEWHERE = (("containers",), ("containerPort",))


def violations_of(resource: Resource, options: KubernetesOptions) -> list[Violation]:
    """Return what the schema of an object rejects; nothing for a kind whose schema is not here.

    An object that is a patch, with nothing of what its kind needs, may lack fields.
    """
    schema, definitions = _schema(resource, options)
    if schema is None:
        return []
    every = violations(resource.node, schema, definitions)
    found = [violation for violation in every if not _waived(violation, resource.kind)]
    if _partial(resource, found):
        found = [violation for violation in found if violation.kind != "missing"]
    return found


def _waived(violation: Violation, kind: str) -> bool:
    """Tell whether a violation is another rule's, or stands where something is filled in later."""
    path, node = violation.path, violation.at
    if path[:1] == ("status",) or violation.name.startswith("$"):
        return True
    if violation.kind != "missing" and filled_in(node):
        return True
    if violation.kind == "missing":
        return _missed_elsewhere((*path, violation.name))
    if violation.kind != "type" or not isinstance(node, Scalar):
        return False
    return node.null and _missed_elsewhere(path) or _only_text(path, kind)


def _missed_elsewhere(path: tuple[str, ...]) -> bool:
    """Tell whether another rule reports that there is nothing at a path."""
    named = path[-1:] == ("name",) and path[-3:-2] in (("containers",), ("initContainers",))
    return named or path[-1:] in _MISSED_ELSEWHERE


def _only_text(path: tuple[str, ...], kind: str) -> bool:
    """Tell whether a place is one in which env-value-not-string reports what is no text."""
    if path[:1] == ("stringData",) or kind == "ConfigMap" and path[:1] == ("data",):
        return True
    if len(path) < 3:
        return False
    if (path[-3], path[-1]) == ("env", "value"):
        return True
    return path[-3] == "metadata" and path[-2] in ("labels", "annotations") and path[-4:-3] in ((), ("template",))


def filled_in(node: Node) -> bool:
    """Tell whether a value is the name of what is filled in: ``REPLICAS``, or ``TOLERATIONS: ""`` for a list."""
    if isinstance(node, Mapping):
        return bool(node) and all(_FILLED_IN.fullmatch(key.value) and _empty(value) for key, value in node)
    return isinstance(node, Scalar) and _FILLED_IN.fullmatch(node.value) is not None


def _empty(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.null or not node.value)


def _schema(resource: Resource, options: KubernetesOptions) -> tuple[Any, dict[str, Any]]:
    """Return the schema of an object, or None, with the definitions that it refers to."""
    known = schemas((options.target or NEWEST)[1])
    found = known.of(resource.api_version, resource.kind)
    if found is None and resource.set is not None and resource.group:
        for definition in resource.set.of("CustomResourceDefinition"):
            found = found or _custom(definition, resource)
    return found, known.definitions


def _custom(definition: Resource, resource: Resource) -> Any:
    """Return the schema that a CustomResourceDefinition gives to an object, None where it gives none."""
    spec = definition.spec
    if spec.text("group") != resource.group or spec.mapping("names").text("kind") != resource.kind:
        return None
    for version in spec.mappings("versions"):
        if version.text("name") == resource.version:
            schema = version.mapping("schema", "openAPIV3Schema") or spec.mapping("validation", "openAPIV3Schema")
            if schema:
                plain = plain_of(schema)
                plain.setdefault("properties", {}).update(apiVersion=True, kind=True, metadata=True)
                return _closed(plain)
    return None


def _closed(schema: Any) -> Any:
    """Return a schema of a custom resource in which an object has no properties but its own: others are pruned."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items() if key not in ("anyOf", "oneOf", "allOf", "not")}
    if "properties" in closed:
        closed["properties"] = {name: _closed(below) for name, below in schema["properties"].items()}
        closed.setdefault("additionalProperties", False)
    return closed


def fragment(resource: Resource) -> bool:
    """Tell whether an object surely is a patch: it says so, or its name or selector is not there."""
    if "$patch" in resource.node or "$patch" in resource.spec or resource.name is None:
        return True
    return resource.kind in SELECTING and not resource.spec.has("selector")


def _partial(resource: Resource, found: list[Violation]) -> bool:
    """Tell whether an object is a patch: its name or most of what its kind cannot do without is not there."""
    if fragment(resource):
        return True
    missing = [violation for violation in found if violation.kind == "missing"]
    if any(violation.path == () for violation in missing):
        return True
    if sum(violation.path == ("spec",) for violation in missing) > 1:
        return True
    return resource.partial
