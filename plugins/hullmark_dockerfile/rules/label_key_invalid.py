"""A label's key is not of the form that Docker recommends.

Why: filters and registries compare keys letter by letter, so ``Description`` is another label than ``description``;
the namespaces of Docker are kept for its own use.
Instead: write lower-case words joined by single dots, dashes or underscores, under a domain of your own:
``org.example.build-date``.
Flags: a key that does not begin with a letter or end with a letter or digit, that holds a capital or any other
character, ``..`` or ``--``, a variable that nothing sets, or a namespace com.docker, io.docker or org.dockerproject.
Not flagged: keys of that form that somebody documents (Docker Desktop extensions, OpenShift, Traefik, Atomic); keys
with a variable that is set.
See: https://docs.docker.com/engine/manage-resources/labels/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.labels import labels
from hullmark_dockerfile.lexer import names
from hullmark_dockerfile.tree import Instruction

_RESERVED = ("com.docker.", "io.docker.", "org.dockerproject.")
#: Namespaces whose keys are fixed by their owner.
_FIXED = ("com.docker.desktop.", "com.docker.extension.", "io.k8s.", "io.openshift.", "org.label-schema.", "traefik.")
#: Keys of the generic label guidelines of Project Atomic, which Red Hat's images carry.
_ATOMIC = frozenset((
    "Architecture", "Authoritative_Registry", "BZComponent", "Build_Host", "INSTALL", "Name", "RUN", "Release", "STOP",
    "UNINSTALL", "UPGRADE", "Vendor", "Version",
))

_VALID = pattern(r"[a-z](?:[a-z0-9._/-]*[a-z0-9])?")


@rule(STYLE, INFO, on=Instruction, when=("LABEL",), profile=STRICT, peers="hadolint:DL3048")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    for key, _ in labels(instruction):
        if not key or key in _ATOMIC or key.startswith(_FIXED):
            continue
        wrong = _wrong(key) if key.known else _unset(instruction, key)
        if wrong:
            yield Problem(key, f"the label key {key} {wrong}")


def _wrong(key: Text) -> str:
    """Say what is wrong with a key."""
    if key.startswith(_RESERVED):
        return "is in a namespace that Docker keeps for itself"
    if ".." in key or "--" in key:
        return "has two separators in a row"
    if _VALID.fullmatch(key):
        return ""
    if key.lower() != key and _VALID.fullmatch(key.lower()):
        return "has capital letters"
    if not ("a" <= key[0] <= "z"):
        return "does not begin with a lower-case letter"
    if not key[-1].isalnum():
        return "does not end with a letter or digit"
    return "has other characters than a-z, 0-9, dot, dash, slash and underscore"


def _unset(instruction: Instruction, key: Text) -> str:
    """Say which variable in a key is not set anywhere in the stage."""
    for name, *_ in names(str(key), instruction.escape):
        if name and instruction.stage.variable(name, instruction.index) is None:
            return f"holds the variable {name}, which nothing sets"
    return ""
