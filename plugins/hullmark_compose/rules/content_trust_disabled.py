"""Signatures of images or attestations of builds are switched off.

Why: without an attestation nobody can tell later from which source and on which machine an image was built; without
content trust an image that nobody signed is taken for one that somebody did.
Instead: leave the switches out; both attestations are small, and trust is the choice of whoever runs the engine.
Flags: ``provenance: false`` and ``sbom: false`` of a build; DOCKER_CONTENT_TRUST=0 and
BUILDX_NO_DEFAULT_ATTESTATIONS=1 in the environment of a container or the arguments of a build, wherever they are set.
Not flagged: values that are filled in later; variables of a Dockerfile.
See: https://docs.docker.com/build/metadata/attestations/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.security import flag
from hullmark_compose.service import Service

_SWITCHES = {
    "DOCKER_CONTENT_TRUST": ("0", "false", "images that nobody signed are taken"),
    "BUILDX_NO_DEFAULT_ATTESTATIONS": ("1", "true", "builds leave no attestation"),
}


@rule(SUPPLY_CHAIN, INFO, on=(Service, Variable), when=tuple(_SWITCHES), profile=STRICT, peers="dockerbench:4.5")
def check(fact: Service | Variable, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if isinstance(fact, Variable):
        yield from _variable(fact)
        return
    for key in ("provenance", "sbom"):
        if flag(fact.build, key) == "false":
            yield Problem(fact.build.scalar(key), f"{key}: false leaves no attestation of how the image was built")


def _variable(variable: Variable) -> Iterator[Problem]:
    name, value, container = variable.name, variable.value, variable.container
    if variable.kind not in ("env", "build-arg") or container is not None and container.role == "stage":
        return
    off, false, what = _SWITCHES[name]
    if value is not None and value.lower() in (off, false):
        yield Problem(value, f"with {name}={value} {what}")
