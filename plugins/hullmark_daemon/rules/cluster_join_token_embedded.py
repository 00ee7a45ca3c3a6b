"""The settings of a node hold what lets others join the cluster.

Why: whoever has the token adds a node of their own, and with it reads the secrets of what runs there; with the token of
a server or the password of the datastore they are the cluster's administrator.
Instead: ``token-file`` with a file that only root reads, or ``K3S_TOKEN_FILE``; change the token with ``k3s token
rotate``.
Flags: ``token``, ``agent-token`` and ``etcd-s3-secret-key`` in the settings of k3s and RKE2. As a warning in files for
clusters that are thrown away.
Not flagged: ``token-file``, placeholders; the variable ``K3S_TOKEN`` and its kin, which secret-in-env reports; a
password in ``datastore-endpoint``, which connection-string-credentials reports.
See: https://docs.k3s.io/cli/token
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Stream

_FIELDS = ("token", "agent-token", "etcd-s3-secret-key")
_PLACEHOLDER = pattern(
    r"<[^>]*>|x{3,}|\*{3,}|.*(?:change[-_ ]?me|replace|your[-_ ]|example).*|[A-Z]+(?:_[A-Z]+)+", re.DOTALL
)
_PASSING = pattern(r"k3d|kind|(?:^|[/\\._-])(?:test|dev|local|ci)(?:[/\\._-]|$)")


@rule(CREDENTIALS, ERROR, on=Stream)
def check(stream: Stream, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    root = stream.roots[0] if stream.roots else None
    if not isinstance(root, Mapping) or not _is_node(root, context.document.format):
        return
    severity = WARNING if _PASSING.search(context.document.path) else None
    for field in _FIELDS:
        value = root.text(field)
        if value and value.known and not _PLACEHOLDER.fullmatch(value):
            message = f"the {field} of this node is in clear text, {len(value)} characters"
            yield Problem(value, message, severity=severity)


def _is_node(root: Mapping, format: str) -> bool:
    """Tell whether a file sets up a node; one with flags of components is taken for a part of the cluster."""
    if format == "kubernetes":
        return "kind" not in root and any(key.value.endswith("-arg") for key, _ in root)
    return format == "k3s-config"
