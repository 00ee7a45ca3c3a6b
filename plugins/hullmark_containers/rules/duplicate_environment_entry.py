"""A variable stands in a list twice.

Why: the last entry wins without a word. Who changes the first one wonders why nothing happens.
Instead: keep the entry that is meant and delete the other.
Flags: the last of several entries with one name in the environment of a container, and in the labels and the arguments
of a build in a Compose file; as information where all of them have the same value.
Not flagged: a value that adds to the earlier one, ``PATH: $(PATH):/opt/bin``; what another source, such as a file,
``envFrom`` or the service that is extended, sets too.
See: https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Repeated
from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    VALIDITY,
    WARNING,
    on=Repeated,
    peers="kubelinter:duplicate-env-var kubescore:environment-variable-key-duplication kubescape:C-0295",
)
def check(repeated: Repeated, context: Context) -> Iterator[Problem]:
    """Flag the last name."""
    then = "to the same value" if repeated.same else "and this value wins"
    message = f"{repeated.name} is set twice, {then}"
    severity = INFO if repeated.same else None
    yield Problem(repeated, message, notes=((repeated.first, "the first one"),), severity=severity)
