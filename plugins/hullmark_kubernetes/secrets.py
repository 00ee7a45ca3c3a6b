"""The entries of ConfigMaps and Secrets, of which some are base64."""

from __future__ import annotations

import binascii
from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

#: The fields with entries, by kind; True where they are base64.
_FIELDS = {
    "ConfigMap": (("data", False), ("binaryData", True)),
    "Secret": (("data", True), ("stringData", False)),
}
#: Types of Secrets that a controller writes for itself.
_MANAGED = frozenset(("helm.sh/release.v1",))


def entries(resource: Resource) -> Iterator[tuple[Scalar, Scalar, bool]]:
    """Yield key and value of the entries of an object, and whether the value is base64; none of an encrypted object."""
    node = resource.node
    if resource.group or "sops" in node or node.text("type") in _MANAGED:
        return
    for field, encoded in _FIELDS.get(resource.kind, ()):
        for key, value in node.mapping(field):
            if isinstance(value, Scalar) and not value.null:
                yield key, value, encoded


def decoded(text: Text) -> Text:
    """Return what base64 stands for, underlined by the encoded text; the text itself where it is none or binary."""
    try:
        value = binascii.a2b_base64("".join(text.split()).encode("ascii"), strict_mode=True).decode("utf-8")
    except (ValueError, UnicodeError):
        return text
    return text.substitute(value)
