"""A key is not part of the specification.

Why: a key that nobody reads is dropped without a word, or the file is refused. A misspelt security setting protects
nothing while the file looks as if it did.
Instead: write the key as the specification has it, at the level where it belongs.
Flags: a key that the schema of the object, or of the file, does not have in this place.
Not flagged: objects whose schema is not here; free-form parts such as labels and data; ``$patch`` and the like.
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
from hullmark.yaml import Violation

from hullmark_containers.paths import spelled


@rule(
    VALIDITY,
    ERROR,
    on=Violation,
    when=("unknown",),
    peers=(
        "kubelinter:schema-validation kubeconform:strict dclint:invalid-schema composelint:spec-schema"
        " compose-spec:additionalProperties"
    ),
)
def check(violation: Violation, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    where = spelled(violation.path[:-1])
    message = f"{violation.name} is no field of {where}{hint(violation.name, violation.expected)}"
    yield Problem(violation.at, message)
