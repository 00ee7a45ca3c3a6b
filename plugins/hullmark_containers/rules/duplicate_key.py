"""A key stands twice in one mapping.

Why: YAML forbids it; most readers take the last value without a word, others stop. What the reviewer read first is
not what runs.
Instead: keep the one that is meant and delete the other.
Flags: the second and each further key with the same text.
Not flagged: an own key that replaces one from a merge key (``<<``); several merge keys, but in a Compose file, which
Compose refuses for them: ``<<: [*a, *b]`` is the way there.
See: https://yaml.org/spec/1.2.2/#3213-node-comparison
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Stream


@rule(
    VALIDITY,
    ERROR,
    on=Stream,
    peers="kubeconform:strict composego:mapping-key-already-defined compose-lint:parser",
)
def check(stream: Stream, context: Context) -> Iterator[Problem]:
    """Flag the later keys."""
    for trouble in stream.troubles:
        merging = trouble.kind == "merge" and context.document.format == "compose"
        if (trouble.kind == "duplicate" or merging) and trouble.first is not None:
            yield Problem(trouble.span, trouble.message, notes=((trouble.first, "the first one"),))
