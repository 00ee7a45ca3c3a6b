"""A label has a key or a value that is refused.

Why: the API server refuses the object, or what a controller makes of it later, and selectors that name it with it.
Instead: at most 63 letters, digits, ``-``, ``_`` and ``.``, with a letter or digit at both ends; of a key the part
behind the slash likewise. Free text belongs into an annotation.
Flags: such keys and values in labels of objects and pod templates, in selectors and in ``nodeSelector``.
Not flagged: empty values; annotations; what is no text at all, which env-value-not-string or the schema reports;
placeholders.
See: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import type_of

from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.validation import filled_in

_WORD = pattern(r"[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?")
_DOMAIN = pattern(r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*")


@rule(VALIDITY, ERROR, on=(Resource, Pod), peers="kubescore:label-values kics:Invalid-metadata-label")
def check(holder: Resource | Pod, context: Context) -> Iterator[Problem]:
    """Flag the key or the value."""
    for labels in _of_pod(holder) if isinstance(holder, Pod) else _of_object(holder):
        for key, value in labels:
            if key.known and not _key(key.value) and not filled_in(key):
                yield Problem(key, f"the label {key.value} is refused: {_reason(key.value.rpartition('/')[2])}")
            if isinstance(value, Scalar) and value.known and value.value and type_of(value) == "string":
                if not _word(value.value) and not filled_in(value):
                    yield Problem(value, f"the value {_short(value.value)} is refused: {_reason(value.value)}")


def _of_object(resource: Resource) -> Iterator[Mapping]:
    yield resource.labels
    yield resource.spec.mapping("selector", "matchLabels")
    if resource.kind in ("Service", "ReplicationController") and not resource.group:
        yield resource.spec.mapping("selector")


def _of_pod(pod: Pod) -> Iterator[Mapping]:
    yield pod.labels if pod.metadata is not pod.resource.metadata else EMPTY
    yield pod.spec.mapping("nodeSelector")


def _word(word: str) -> bool:
    return len(word) <= 63 and _WORD.fullmatch(word) is not None


def _key(key: str) -> bool:
    prefix, slash, name = key.rpartition("/")
    return _word(name) and (not slash or len(prefix) <= 253 and _DOMAIN.fullmatch(prefix) is not None)


def _short(value: str) -> str:
    line = value.split("\n")[0]
    return line if len(line) < 24 else f"{line[:20]}..."


def _reason(word: str) -> str:
    if len(word) > 63:
        return f"{len(word)} characters are more than 63"
    return "letters, digits and - _ . inside are allowed"
