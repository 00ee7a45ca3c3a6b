"""A Compose file held against the schema of the Compose specification."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Violation
from hullmark.yaml import violations

from hullmark_compose.interpolation import Interpolated
from hullmark_compose.quantities import is_readable
from hullmark_compose.quantities import quantities
from hullmark_compose.schema import schema
from hullmark_compose.tree import Project

#: The only words that Compose itself reads as booleans; where a string may stand, all others are one.
_BOOLEANS = frozenset(("true", "True", "TRUE", "false", "False", "FALSE"))


def violations_of(project: Project) -> Iterator[Violation]:
    """Yield what the schema rejects, each place once; nothing for a file of the first version, which had another."""
    if project.first_version or not project.root:
        return
    root, definitions = schema()
    seen = set()
    for violation in violations(project.root, root, definitions):
        place = violation.at.start, violation.at.end, violation.kind, violation.name
        if place not in seen and not _waived(violation) and not _judged(violation, project):
            seen.add(place)
            yield violation._replace(at=_shown(violation, project))


def _shown(violation: Violation, project: Project) -> Node:
    """Return what to underline: for a value that is not written its key, or the sign before it."""
    node = violation.at
    if node.end > node.start or not isinstance(node, Scalar):
        return node
    key = project.root.mapping(*violation.path[:-1]).key(violation.path[-1]) if violation.path else None
    start, end = (key.start, key.end) if key is not None else (node.start - 1, node.end)
    return Scalar(node.source, max(start, 0), end, "", "", "")


def _waived(violation: Violation) -> bool:
    """Tell whether Compose reads a value as another one: filled in, reset, or a word that is no boolean there."""
    node: Node = violation.at
    if node.tag == "!reset":
        return True
    if violation.kind != "type" or not isinstance(node, Scalar):
        return False
    word = node.boolean is not None and node.value not in _BOOLEANS
    return isinstance(node, Interpolated) or word and "string" in violation.expected


def _judged(violation: Violation, project: Project) -> bool:
    """Tell whether a rule of its own says what is wrong: with a service, a name, a variable, a quantity ..."""
    node, path = violation.at, violation.path
    service = project.services.get(path[1]) if len(path) > 1 and path[0] == "services" else None
    if service is None:
        return False
    if len(path) == 2:
        return service.void and isinstance(node, Scalar) and node.null
    if path[2:4] == ("develop", "watch"):
        nothing = path[-1] == "path" and isinstance(node, Scalar) and node.null
        return nothing or violation.kind == "missing" and violation.name in ("path", "command")
    if not isinstance(node, Scalar):
        return violation.kind == "type" and len(path) > 3 and path[-2] in ("environment", "args")
    if path[2:] == ("container_name",):
        return violation.kind == "value"
    return any(scalar is node and not is_readable(kind, key, scalar) for kind, key, scalar in quantities(service.node))
