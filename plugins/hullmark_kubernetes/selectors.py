"""Label selectors: plain maps, and ``matchLabels`` with ``matchExpressions``."""

from __future__ import annotations

from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

#: Words of labels that say nothing of whose they are.
_COMMON = frozenset(("app", "name", "instance", "component", "part", "kubernetes", "role"))
_WORD = pattern(r"[a-z0-9]{3,}")


def names_owner(selector: Mapping, resource: Resource) -> bool:
    """Tell whether a plain map names an object of an extension, as operators label the pods that they make for one.

    The value is the object's name, and the key speaks of its kind or group: ``cnpg.io/cluster: db`` of a Cluster.
    """
    if resource.name is None or "." not in resource.group or resource.group.endswith(".k8s.io"):
        return False
    whose = f"{resource.kind} {resource.group}".lower()
    for name, value in selector.fields:
        if isinstance(value, Scalar) and value.value == resource.name:
            if any(word in whose for word in _WORD.findall(name.lower()) if word not in _COMMON):
                return True
    return False


def matches(selector: Mapping, labels: Mapping) -> bool:
    """Tell whether labels fit a plain map: each entry is there with the same value. An empty map fits everything.

    A value with a placeholder, on either side, fits any other.
    """
    for name, value in selector.fields:
        if not isinstance(value, Scalar):
            continue
        found = labels.scalar(name)
        if found is None:
            return False
        if found.value != value.value and found.text.known and value.text.known:
            return False
    return True


def selects(selector: Mapping, labels: Mapping) -> bool:
    """Tell whether labels fit a LabelSelector: its ``matchLabels`` and each of its ``matchExpressions``."""
    return matches(selector.mapping("matchLabels"), labels) and all(
        _expressed(expression, labels) for expression in selector.mappings("matchExpressions")
    )


def _expressed(expression: Mapping, labels: Mapping) -> bool:
    """Tell whether labels fit one expression; one that cannot be understood fits."""
    key = expression.text("key")
    if key is None or not key.known:
        return True
    operator = expression.text("operator")
    value = labels.text(str(key))
    values = expression.texts("values")
    if operator == "Exists":
        return value is not None
    if operator == "DoesNotExist":
        return value is None
    if not all(text.known for text in values) or value is not None and not value.known:
        return True
    if operator == "In":
        return value is not None and value in values
    if operator == "NotIn":
        return value is None or value not in values
    return True
