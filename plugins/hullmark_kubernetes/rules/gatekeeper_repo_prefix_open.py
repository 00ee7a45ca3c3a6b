"""A prefix of allowed image repositories fits others, too.

Why: the constraint compares beginnings: ``docker.io`` also admits images from docker.io.evil.example.
Instead: end each entry with a slash: ``docker.io/library/``.
Flags: in ``repos`` of a K8sAllowedRepos, an entry without slash and colon, an empty one too, and docker.io with at
most one more part, unless it ends with a slash.
Not flagged: entries that end with a slash or go into a registry, as registry.example.com/team.
See: https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    SUPPLY_CHAIN,
    WARNING,
    on=Resource,
    when=("K8sAllowedRepos",),
    peers="trivy:KSV-0124",
)
def check(constraint: Resource, context: Context) -> Iterator[Problem]:
    """Flag the entry."""
    for entry in constraint.spec.texts("parameters", "repos"):
        if not entry.known or entry.endswith("/"):
            continue
        bare = "/" not in entry and ":" not in entry
        if bare or entry.startswith("docker.io/") and entry.count("/") == 1:
            fits = f"the prefix {entry} also fits what only begins so, as {entry}-other"
            yield Problem(entry, fits if entry else "the empty prefix fits every image")
