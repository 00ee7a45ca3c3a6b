"""Tiller listens to other pods.

Why: Tiller asks nobody for credentials and has the rights of an administrator as a rule, so every pod that reaches its
port has them too.
Instead: move to Helm 3; until then let Tiller listen to its own pod only: ``--listen=localhost:44134``.
Flags: a container with an image of Tiller whose ``--listen`` is not the loopback, or is missing.
Not flagged: ``localhost``, ``127.0.0.1`` and ``[::1]``; an address that is not known.
See: https://helm.sh/docs/topics/v2_v3_migration/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.controlplane.commandlines import flags_of
from hullmark_kubernetes.controlplane.endpoints import loopback
from hullmark_kubernetes.tiller import runs
from hullmark_kubernetes.tree import PodContainer


@rule(
    EXPOSURE, WARNING, on=PodContainer,
    peers="checkov:CKV_K8S_45 kics:Tiller-Deployment-accessible-within-cluster",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the address, or that there is none."""
    if not runs(container):
        return
    found = [flag for flag in flags_of(container.words) if flag.name in ("listen", "l")]
    if not found:
        yield Problem(container.at("args"), "Tiller has no --listen: all pods reach it")
        return
    address = found[-1].value
    if address is None or address.known and not loopback(address):
        yield Problem(found[-1], f"{found[-1]}: other pods reach Tiller")
