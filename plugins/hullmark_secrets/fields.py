"""Fields of YAML objects whose name says credential."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import walk

from hullmark_secrets import keys

#: Kinds that only describe fields, or whose entries are facts or have a rule of their own.
DESCRIBED = frozenset(("CustomResourceDefinition", "ConfigMap", "Secret", "Config"))
#: Kinds that encrypt or point at credentials.
_SEALED = frozenset(("SealedSecret", "ExternalSecret", "ClusterExternalSecret", "SopsSecret", "SecretProviderClass"))


def is_readable(root: Node) -> bool:
    """Tell whether the fields of an object hold values that somebody wrote down."""
    if not isinstance(root, Mapping) or "sops" in root:
        return False
    kind = root.text("kind")
    return kind not in DESCRIBED and kind not in _SEALED


def credentials_in(root: Node | None) -> Iterator[tuple[str, Text]]:
    """Yield the fields below a node whose name leaves little doubt, with their text; those of variables left out."""
    for node in walk(root):
        for name, value in node.fields if isinstance(node, Mapping) else ():
            if isinstance(value, Scalar) and not value.null and keys.strength(name) >= keys.MEDIUM:
                yield name, value.text
