"""Labels and annotations that must be there."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from fnmatch import fnmatchcase

from hullmark.plugin import Problem
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Resource


def is_concerned(resource: Resource, kinds: tuple[str, ...]) -> bool:
    """Tell whether an object is of one of these kinds or, where none is named, of one whose field holds pods."""
    if kinds:
        return resource.kind in kinds
    return resource.kind in POD_KINDS and (resource.kind != "Service" or bool(resource.group))


def is_open(metadata: Mapping, field: str) -> bool:
    """Tell whether placeholders may add entries to the ``labels`` or ``annotations`` of metadata."""
    node = metadata.get(field)
    if isinstance(node, Scalar):
        return not node.known
    return not all(key.known for key, _ in metadata.mapping(field))


def added(resource: Resource, field: str) -> set[str]:
    """Return the keys of labels or annotations that a Kustomization beside an object adds to it."""
    found: set[str] = set()
    for other in resource.set.of("Kustomization", "Component") if resource.set is not None else ():
        found.update(other.node.mapping("commonLabels" if field == "labels" else "commonAnnotations").items)
        if field == "labels":
            for entry in other.node.mappings("labels"):
                found.update(entry.mapping("pairs").items)
    return found


def fits(keys: Iterable[str], patterns: Iterable[str]) -> bool:
    """Tell whether one of some keys fits one of some patterns."""
    return any(fnmatchcase(key, pattern) for key in keys for pattern in patterns)


def unmet(
    required: dict[str, str], metadata: Mapping, field: str, elsewhere: set[str], at: object, called: str
) -> Iterator[Problem]:
    """Yield what is wrong with the labels or annotations of something: all that lack, and each value that does not fit.

    ``required`` are patterns of values by key, "" for any; the keys in ``elsewhere`` are added by others. What lacks is
    underlined ``at``.
    """
    if is_open(metadata, field):
        return
    own, kind = metadata.mapping(field), field[:-1]
    lacking = []
    for key, pattern in required.items():
        value = own.text(key)
        if value is None and key not in elsewhere:
            lacking.append(key)
        elif value is not None and value.known and not fnmatchcase(value, pattern or "*"):
            yield Problem(value, f"the {kind} {key} of {called} is {value}, which does not fit {pattern}")
    if lacking:
        yield Problem(at, f"{called} has no {kind} {', '.join(lacking)}")
