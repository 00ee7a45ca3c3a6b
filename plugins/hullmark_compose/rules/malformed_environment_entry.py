"""A variable is written in a wrong way.

Why: Compose refuses an entry of the wrong type; a blank before the ``=`` becomes part of the name, so that the program
does not find its variable.
Instead: write ``- NAME=value`` in a list, or ``NAME: value`` in a mapping, with letters, digits and underscores.
Flags: in ``environment`` and ``build.args``: an item of a list that is a mapping, a value that is a list or a mapping,
a name with a blank before the ``=`` or at its end, an item without a name; in ``environment`` also a name with other
characters than letters, digits, ``_``, ``.`` and ``-``.
Not flagged: a name alone, which passes the variable on; an empty value; names with dots, as Elasticsearch and Java
programs have; names with variables in them.
See: https://docs.docker.com/reference/compose-file/services/#environment
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.service import Service
from hullmark_compose.syntax import pairs

_NAME = pattern(r"[A-Za-z0-9_.-]+")


@rule(VALIDITY, ERROR, on=Service, peers="composego:environment-trailing-space compose-spec:type")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the name, or the entry."""
    for node in (service.node, *service.node.mappings("post_start"), *service.node.mappings("pre_stop")):
        yield from _types(node.get("environment"))
        yield from _names(node.get("environment"), True)
    arguments = service.node.mapping("build").get("args")
    yield from _types(arguments)
    yield from _names(arguments, False)


def _types(node: Node | None) -> Iterator[Problem]:
    """Yield entries that are no text."""
    if isinstance(node, Mapping):
        for key, value in node:
            if not isinstance(value, Scalar):
                what = "a mapping" if isinstance(value, Mapping) else "a list"
                yield Problem(key, f"the value of {key.value} is {what}, not a text")
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            for key, _ in item:
                yield Problem(key, f"an item of a list is written {key.value}=VALUE, without a colon")
        elif isinstance(item, Sequence):
            yield Problem(item, "an item is a list, not NAME=value")


def _names(node: Node | None, strict: bool) -> Iterator[Problem]:
    """Yield names that no program looks for."""
    for span, name, _ in pairs(node):
        if not name.known:
            continue
        if not name.strip():
            yield Problem(span, "a variable has no name")
        elif name != name.strip():
            yield Problem(name.strip_part(), f"the blank beside {name.strip()} becomes part of the name")
        elif strict and _NAME.fullmatch(name) is None:
            yield Problem(name, f"{name} is no name of a variable")
