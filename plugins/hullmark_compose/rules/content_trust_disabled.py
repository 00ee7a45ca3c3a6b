"""Signatures of images or attestations of builds are switched off.

Why: without an attestation nobody can tell later from which source and on which machine an image was built; without
content trust an image that nobody signed is taken for one that somebody did.
Instead: leave the switches out; both attestations are small, and trust is the choice of whoever runs the engine.
Flags: ``provenance: false`` and ``sbom: false`` of a build; DOCKER_CONTENT_TRUST=0 and
BUILDX_NO_DEFAULT_ATTESTATIONS=1 in the environment of a service or the arguments of its build.
Not flagged: values that are filled in later.
See: https://docs.docker.com/build/metadata/attestations/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.security import flag
from hullmark_compose.syntax import pairs
from hullmark_compose.tree import Service

_SWITCHES = {
    "DOCKER_CONTENT_TRUST": ("0", "false", "images that nobody signed are taken"),
    "BUILDX_NO_DEFAULT_ATTESTATIONS": ("1", "true", "builds leave no attestation"),
}


@rule(SUPPLY_CHAIN, INFO, on=Service, profile=STRICT, peers="dockerbench:4.5")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    for key in ("provenance", "sbom"):
        if flag(service.build, key) == "false":
            yield Problem(service.build.scalar(key), f"{key}: false leaves no attestation of how the image was built")
    for pair in (*service.environment, *pairs(service.build.get("args"))):
        switch = _SWITCHES.get(str(pair.name))
        if switch is not None and pair.value is not None and pair.value.lower() in switch[:2]:
            yield Problem(pair.value, f"with {pair.name}={pair.value} {switch[2]}")
