"""The test of a health check is malformed.

Why: Compose refuses a list that does not say how it is run; what a shell would understand is an argument like any other
in a list without a shell, so that the check tests something else than it seems to.
Instead: begin the list with ``CMD`` or ``CMD-SHELL``, and hand a shell one text, as in
``[CMD-SHELL, "curl -f http://localhost || exit 1"]``.
Flags: a list that is empty, or does not begin with CMD, CMD-SHELL or NONE; more than one item behind CMD-SHELL, of
which only the first is run; operators of a shell (``||``, ``&&``, ``|``, ``;``, ``>``) as items behind CMD.
Not flagged: a text, which a shell runs; operators inside of an item.
See: https://docs.docker.com/reference/compose-file/services/#healthcheck
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.service import Service

_OPERATORS = frozenset(("||", "&&", "|", ";", ">", ">>", "<", "2>&1"))


@rule(VALIDITY, ERROR, on=Service, peers="composego:healthcheck-test-prefix")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the first item, or the one that does nothing."""
    test = service.node.mapping("healthcheck").get("test")
    if not isinstance(test, Sequence):
        return
    items = [item for item in test.items if isinstance(item, Scalar)]
    if not items:
        yield Problem(test, "the test is empty")
    elif items[0].known and items[0].value not in ("CMD", "CMD-SHELL", "NONE"):
        yield Problem(items[0], f"the test must begin with CMD, CMD-SHELL or NONE, not {items[0].value[:40]}")
    elif items[0].value == "CMD-SHELL" and len(items) > 2:
        yield Problem(items[2], "CMD-SHELL runs only the first item behind it")
    elif items[0].value == "CMD":
        for item in items[1:]:
            if item.value in _OPERATORS:
                yield Problem(item, f"no shell runs CMD, so {item.value} is an argument")
                return
