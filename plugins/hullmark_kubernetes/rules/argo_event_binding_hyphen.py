"""The path of an event has a hyphen, which is read as a minus.

Why: Argo evaluates ``payload.build-id`` as ``payload.build - id``: the parameter is wrong, or the event is dropped.
Instead: ``payload["build-id"]``.
Flags: a hyphen between names behind ``payload`` in the parameters of a WorkflowEventBinding.
Not flagged: names in brackets; a minus with blanks around it.
See: https://argo-workflows.readthedocs.io/en/latest/events/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource

_PATH = pattern(r"""\bpayload(?:\.\w+|\[[^\]]*\])*?\.\w+(?:-\w+)+""")


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("WorkflowEventBinding",),
    peers="semgrep:event-binding-payload-with-hyphen",
)
def check(binding: Resource, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    for parameter in binding.spec.mappings("submit", "arguments", "parameters"):
        event = parameter.mapping("valueFrom").text("event")
        match = _PATH.search(event) if event is not None else None
        if event is not None and match is not None:
            yield Problem(event.part(*match.span()), f"the hyphen of {match[0]} is read as a minus")
