"""An item stands twice in a list that takes each once.

Why: Compose refuses the file, since the specification says that the items differ.
Instead: delete the later one.
Flags: an item with the same text as one before it in a list whose items the schema wants to be unique: ports, expose,
volumes, capabilities, security and DNS options, links, groups, variables, labels and the like.
Not flagged: items with variables, also where they have defaults; a name with two values; lists that another file or a
base goes on with.
See: https://docs.docker.com/reference/compose-file/services/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar
from hullmark.yaml import Violation


@rule(
    VALIDITY,
    ERROR,
    on=Violation,
    when=("repeated",),
    peers="compose-spec:uniqueItems dclint:invalid-schema",
)
def check(violation: Violation, context: Context) -> Iterator[Problem]:
    """Flag the later item."""
    item = violation.at
    if isinstance(item, Scalar):
        yield Problem(item, f"{item.value or 'an empty item'} stands in {violation.path[-1]} twice")
