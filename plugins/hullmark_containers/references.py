"""References to images: what the grammar allows, and which of them mean nothing outside this machine."""

from __future__ import annotations

import re

from hullmark.model import Image
from hullmark.plugin import pattern

#: Placeholders of templates, and the import path that ko puts a built image in the place of.
_TEMPLATE = pattern(r"(?<!\$)\{|[<>%]|@@|\$\(|^ko://")

#: A component of a path that stands for one: ``PROJECT_ID``, ``OWNER``.
_PLACE = pattern(r"[A-Z][A-Z0-9]+(?:[_-][A-Z0-9]+)*")

_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_HOST = r"(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])"
_PATH = pattern(rf"{_COMPONENT}(?:/{_COMPONENT})*")
_DOMAIN = pattern(rf"(?:{_HOST}(?:\.{_HOST})*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?")
_TAG = pattern(r"\w[\w.-]{0,127}", re.ASCII)
_DIGEST = pattern(r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}")
_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
#: The same for algorithms that registries know beside those of builders.
_DIGITS = {**_LENGTHS, "blake3": 64}
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://")
#: The longest name.
_MAX_NAME = 255

#: Tags that are moved to each release.
_CHANNELS = frozenset((
    "alpha", "beta", "canary", "current", "dev", "devel", "develop", "development", "edge", "experimental", "head",
    "innovation", "insiders", "lts", "main", "mainline", "master", "nightly", "oldoldstable", "oldstable", "preview",
    "rawhide", "rc", "release", "rolling", "sid", "snapshot", "stable", "testing", "tip", "trunk", "tumbleweed",
    "unstable",
))
#: Those that also move behind a version.
_BEHIND = frozenset(("alpha", "beta", "canary", "dev", "edge", "nightly", "rc", "snapshot"))
#: A date, a commit, a full version: the tag of one build.
_FIXED = pattern(r"\d{6,}|\d{4}-\d\d|\d+\.\d+\.\d+|(?<![a-z0-9])(?=[a-f]*\d)[0-9a-f]{7,40}(?![a-z0-9])")


def is_template(image: Image) -> bool:
    """Tell whether a reference holds placeholders that another program or the reader fills in.

    They are ``{{ base }}``, ``BASE_IMAGE``, ``example.com/PROJECT_ID/app``, ``ko://example.com/cmd``.
    """
    host, slash, path = image.name.partition("/")
    if _TEMPLATE.search(image.text) or not slash and host.isupper():
        return True
    return any(_PLACE.fullmatch(component) for component in path.split("/"))


def is_local(image: Image) -> bool:
    """Tell whether an image that is built upon is only on this machine: ``localhost/x``, ``localhost:5000/x``.

    One that is run is not: wherever that is, it comes from a registry there.
    """
    host = (image.registry or "").partition(":")[0]
    return image.use != "run" and host in ("localhost", "127.0.0.1")


def is_pinned(image: Image) -> bool:
    """Tell whether a reference names its content: by a digest that is as long as its algorithm makes it."""
    if image.digest is None:
        return False
    algorithm, _, digits = image.digest.partition(":")
    return bool(digits) and len(digits) == _DIGITS.get(algorithm, len(digits))


def follows_channel(tag: str) -> bool:
    """Tell whether a tag names a channel whose releases it follows: ``stable``, ``latest-alpine``, ``3.14-rc``."""
    parts = tag.lower().split("-")
    moving = parts[0] in _CHANNELS or parts[-1] in _BEHIND or parts[0] == "latest" and len(parts) > 1
    return moving and not _FIXED.search(tag.lower())


def moves(image: Image) -> bool:
    """Tell whether a reference surely stands for another image after each release: no tag, ``latest``, a channel."""
    if image.digest is not None or is_template(image):
        return False
    if image.tag is None:
        return bool(image.name) and image.name.known
    return image.tag.known and (image.tag == "latest" or follows_channel(image.tag))


def may_be_replaced(image: Image, source: str) -> bool:
    """Tell whether an argument decides about the last component of a reference, its tag included."""
    if image.origin is None:
        return False
    last = source[image.text.start:image.text.end].rpartition("/")[2]
    return bool(set(last) & set("$}"))


def fault(image: Image) -> tuple[str, str] | None:
    """Return the part of a reference that breaks the grammar (name, tag, digest) and why; None for a valid one.

    The grammar is that of distribution/reference 0.6; a first component in capitals is a host, as it is there.
    """
    name = str(image.name)
    if _SCHEME.match(image.text):
        return "text", "begins with a scheme; a reference has none"
    if image.digest is not None:
        algorithm, _, digits = image.digest.partition(":")
        length = _LENGTHS.get(algorithm)
        if not image.digest:
            return "text", "ends with an empty digest"
        if not _DIGEST.fullmatch(image.digest):
            return "digest", "has a digest that is none; sha256:<64 digits> is expected"
        if length is None:
            return "digest", f"has a digest by {algorithm}, which no builder knows; it knows {', '.join(_LENGTHS)}"
        if len(digits) != length or digits.lower() != digits:
            return "digest", f"has a {algorithm} digest that is not {length} digits in lower case"
    if image.tag is not None:
        if not image.tag:
            return "text", "ends with a colon but no tag"
        if _DIGEST.fullmatch(image.tag):
            return "tag", "has its digest behind a colon; it belongs behind @"
        if not _TAG.fullmatch(image.tag):
            return "tag", "has a tag with characters that no tag may have"
    return _name_fault(name)


def _name_fault(name: str) -> tuple[str, str] | None:
    domain, slash, path = name.partition("/")
    if not slash or not set(domain) & set(".:") and domain != "localhost" and domain == domain.lower():
        domain, path = "", name
    if domain and not _DOMAIN.fullmatch(domain):
        return "name", "has a registry that is no host name"
    if len(name) > _MAX_NAME:
        return "name", f"is longer than {_MAX_NAME} characters"
    if not path or _PATH.fullmatch(path):
        return None if path else ("text", "has no name")
    if _PATH.fullmatch(path.lower()):
        return "name", "has capital letters; names are in lower case"
    return "name", "has a name with characters that no image may have"
