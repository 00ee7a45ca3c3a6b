"""A target of a bake file has a value that bake refuses.

Why: the build stops before it begins, or asks for a right that nobody knows.
Instead: write what the reference of the file allows in this place.
Flags: ``entitlements`` other than network.host, security.insecure and device; ``network`` other than default, host and
none; ``annotations`` without ``=``; ``name`` without a ``matrix``; a target that inherits from itself, or has itself as
a context.
Not flagged: values with variables.
See: https://docs.docker.com/build/bake/reference/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import hint
from hullmark.plugin import rule

from hullmark_daemon.baketargets import Target

_ENTITLEMENTS = ("network.host", "security.insecure", "device")
_NETWORKS = ("default", "host", "none")


@rule(
    VALIDITY,
    ERROR,
    on=Target,
    peers=(
        "docker-language-server:bake-entitlements docker-language-server:bake-network"
        " docker-language-server:bake-annotations buildx:matrix"
    ),
)
def check(target: Target, context: Context) -> Iterator[Problem]:
    """Flag the values."""
    node = target.node
    for right in node.texts("entitlements"):
        if right.known and right.partition("=")[0] not in _ENTITLEMENTS:
            yield Problem(right, f"{right} is no entitlement{hint(right, _ENTITLEMENTS)}")
    network = node.text("network")
    if network and network.known and network not in _NETWORKS:
        yield Problem(network, f"{network} is no network of a build; write default, host or none")
    for annotation in node.texts("annotations"):
        if annotation.known and "=" not in annotation:
            yield Problem(annotation, f"the annotation {annotation} has no value; write KEY=VALUE")
    name = node.key("name")
    if name is not None and "matrix" not in node:
        yield Problem(name, "a name is for the targets of a matrix, and there is none")
    contexts = node.mapping("contexts")
    named = [said for said in node.texts("inherits") if said == target.name]
    named += [said for key, _ in contexts for said in contexts.texts(key.value) if said == f"target:{target.name}"]
    for said in named:
        yield Problem(said, f"the target {target.name} refers to itself")
