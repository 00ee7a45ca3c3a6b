"""An encryption configuration does not encrypt, or only weakly.

Why: the first provider of a list writes: where it is identity, Secrets are stored as they are. aesgcm wears out its key
unless it is changed often.
Instead: put kms, secretbox or aescbc first, and identity last to read what was written before.
Flags: a list of providers that begins with identity, or has none of aescbc, kms and secretbox; as information, where
aesgcm is the best of them; a configuration that encrypts something, but no Secrets.
Not flagged: identity behind another provider; wildcards such as ``*.*`` that include Secrets.
See: https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

_STRONG = frozenset(("aescbc", "kms", "secretbox"))
_SECRETS = frozenset(("secrets", "*.", "*.*"))


@rule(
    PRIVILEGES,
    WARNING,
    on=Resource,
    when=("EncryptionConfiguration", "EncryptionConfig"),
    peers="kics:Encryption-provider-not-properly-configured kubescape:C-0142 cis:1.2.28",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag what does not encrypt."""
    entries = resource.node.mappings("resources")
    if not any(_SECRETS & set(entry.texts("resources")) for entry in entries):
        yield Problem(resource.at("resources"), "no Secrets among the resources that are encrypted")
    for entry in entries:
        yield from _weak(entry)


def _weak(entry: Mapping) -> Iterator[Problem]:
    """Flag a list of providers."""
    keys: list[Scalar] = [key for provider in entry.mappings("providers") for key, _ in provider]
    grip = entry.key("providers")
    if not keys or grip is None:
        return
    names = [key.value for key in keys]
    if not _STRONG & set(names):
        severity = INFO if names[0] == "aesgcm" else WARNING
        yield Problem(grip, f"no provider is aescbc, kms or secretbox: {', '.join(names[:3])}", severity=severity)
    elif names[0] == "identity":
        yield Problem(keys[0], "identity is the first provider: what is written is not encrypted")
