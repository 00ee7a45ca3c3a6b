"""A value has the wrong type, is not allowed, or is missing.

Why: the object, or the whole file, is refused when it is applied; until then nobody notices.
Instead: write what the message says the specification wants; quote a number or a boolean that should be a string.
Flags: a value of another type than the schema has in this place, or outside of what it allows; a required key that
is missing.
Not flagged: values with placeholders; numbers where the specification takes quantities or ports by name; fields that
are null; objects whose schema is not here; patches, which lack most of an object.
See: https://kubernetes.io/docs/reference/kubernetes-api/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import hint
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Violation
from hullmark.yaml import type_of

from hullmark_containers.paths import spelled

#: How a type is called in a message.
_TYPES = {
    "object": "a mapping", "array": "a list", "string": "a string", "integer": "a whole number", "number": "a number",
    "boolean": "true or false", "null": "nothing",
}


@rule(
    VALIDITY,
    ERROR,
    on=Violation,
    when=("type", "value", "missing"),
    peers=(
        "kubelinter:schema-validation kubeconform:invalid dclint:invalid-schema composelint:spec-schema"
        " compose-spec:type"
    ),
)
def check(violation: Violation, context: Context) -> Iterator[Problem]:
    """Flag the value, or the first key of what lacks one."""
    where = spelled(violation.path)
    node = violation.at
    if violation.kind == "missing":
        at = next(iter(node))[0] if isinstance(node, Mapping) and node else violation
        yield Problem(at, f"{violation.name} is missing in {where}")
    elif violation.kind == "type":
        wanted = " or ".join(_TYPES.get(kind, kind) for kind in violation.expected)
        yield Problem(violation.holder or _head(node), f"{where} must be {wanted}, not {_TYPES[type_of(node)]}")
    else:
        yield Problem(violation, f"{where} {_verdict(node.value if isinstance(node, Scalar) else '', violation)}")


def _verdict(value: str, violation: Violation) -> str:
    """Say what is wrong with a value of the right type."""
    expected = violation.expected
    if len(expected) == 1:
        return f"must be like {expected[0]}"
    return f"must be one of {', '.join([one for one in expected if one][:8])}{hint(value, expected)}"


def _head(node: object) -> object:
    """Return what to underline for a value of the wrong type: a scalar, or the first key or item of a collection."""
    while not isinstance(node, Scalar):
        if isinstance(node, Mapping):
            if not node:
                return node
            return next(iter(node))[0]
        items = getattr(node, "items", None)
        if not items:
            return node
        node = items[0]
    return node
