"""Images are taken from anywhere without a signature.

Why: the policy is what keeps an image that somebody pushed in another's name from being run; this one lets in all.
Instead: ``"default": [{"type": "reject"}]`` and, below ``transports``, the registries in use with ``signedBy`` or
``sigstoreSigned``.
Flags: ``insecureAcceptAnything`` as the default of a policy.json that nowhere asks for a signature, or rejects.
Not flagged: other defaults.
See: https://github.com/containers/image/blob/main/docs/containers-policy.json.5.md
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import walk

from hullmark_daemon.settings import Settings

_STRICT = ("signedBy", "sigstoreSigned", "reject")


@rule(SUPPLY_CHAIN, WARNING, on=Settings, when=("podman",))
def check(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the type."""
    nodes = [node for node in walk(settings.root.get("transports")) if isinstance(node, Mapping)]
    strict = any(node.text("type") in _STRICT for node in nodes)
    for requirement in settings.root.mappings("default") if not strict else ():
        kind = requirement.text("type")
        if kind == "insecureAcceptAnything":
            yield Problem(kind, "every image is taken, whoever pushed it")
