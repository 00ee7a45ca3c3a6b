"""A variable is written in a wrong way.

Why: an entry of the wrong type is refused; a blank before the ``=`` becomes part of the name, so that the program does
not find its variable.
Instead: write ``- NAME=value`` in a list, or ``NAME: value`` in a mapping, with letters, digits and underscores.
Flags: in ``environment``, ``Environment``, ``containerEnv`` and ``build.args``: an item of a list that is a mapping, a
value that is a list or a mapping, a name with a blank before the ``=`` or at its end, an item without a name; but for
arguments of a build also a name with other characters than letters, digits, ``_``, ``.`` and ``-``.
Not flagged: a name alone, which passes the variable on; an empty value; names with dots, as Elasticsearch and Java
programs have; names with variables in them.
See: https://docs.docker.com/reference/compose-file/services/#environment
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.model import Variable
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule


_KINDS = ("env", "build-arg")
_NAME = pattern(r"[A-Za-z0-9_.-]+")


@rule(
    VALIDITY, ERROR, on=(Variable, Flaw), not_in=("dockerfile",),
    peers="composego:environment-trailing-space compose-spec:type",
)
def check(fact: Variable | Flaw, context: Context) -> Iterator[Problem]:
    """Flag the name, or the entry."""
    if isinstance(fact, Flaw):
        if fact.kind == "variable":
            yield Problem(fact, fact.reason)
        return
    name, container = fact.name, fact.container
    if _NAME.fullmatch(name) or fact.kind not in _KINDS or not name.known:
        return
    if container is None or container.role != "service":
        return
    if not name.strip():
        yield Problem(fact, "a variable has no name")
    elif name != name.strip():
        yield Problem(name.strip_part(), f"the blank beside {name.strip()} becomes part of the name")
    elif fact.kind == "env":
        yield Problem(name, f"{name} is no name of a variable")
