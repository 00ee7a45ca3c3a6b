"""Labels: the pairs of LABEL, the kinds of values a schema may ask for, and the keys that have a kind by themselves."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.tree import Instruction

#: Values longer than this are not looked at.
MAX_VALUE = 2000

#: Kinds by key, from the image specification (annotations.md of opencontainers/image-spec 1.1.1). The version and
#: the revision may have any form there.
KNOWN_KINDS = {
    "org.opencontainers.image.created": "rfc3339",
    "org.opencontainers.image.documentation": "url",
    "org.opencontainers.image.licenses": "spdx",
    "org.opencontainers.image.source": "url",
    "org.opencontainers.image.url": "url",
}

#: What a kind is called in a message.
NAMES = {
    "email": "an e-mail address",
    "hash": "a Git hash of 7, 40 or 64 lower-case digits",
    "rfc3339": "a time of RFC 3339",
    "semver": "a semantic version",
    "spdx": "a licence expression of SPDX",
    "url": "an absolute URL",
}

_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:(?://(?P<host>[^/?#]*))?(?P<rest>[^\s\"<>\\^`{|}\x00-\x20]*)")
_TIME = pattern(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:)(\d\d)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)
_HASH = pattern(r"[0-9a-f]{7}|[0-9a-f]{40}|[0-9a-f]{64}")
_EMAIL = pattern(
    r"(?:[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*|\"[^\"\\\r\n]+\")"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[\w.:]+\])"
)
#: The expression that semver.org gives for version 2.0.0.
_SEMVER = pattern(
    r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)"
    r"(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
    r"(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?"
)


def labels(instruction: Instruction) -> Iterator[tuple[Text, Text | None]]:
    """Yield keys and values without quotes; those with a variable are not known."""
    for pair in instruction.pairs:
        yield instruction.plain(pair.key), instruction.plain(pair.value) if pair.value is not None else None


def fits(kind: str, value: str) -> bool:
    """Tell whether a value is of a kind; any value is a text, and one that is too long is not judged."""
    test = _TESTS.get(kind)
    return test is None or len(value) > MAX_VALUE or test(value)


def _url(value: str) -> bool:
    match = _URL.fullmatch(value)
    return match is not None and bool(match["rest"] or match["host"]) and match["host"] != ""


def _time(value: str) -> bool:
    from datetime import datetime

    match = _TIME.fullmatch(value)
    if match is None:
        return False
    seconds = "59" if match[3] == "60" else match[3]
    try:
        datetime.fromisoformat(f"{match[1]}T{match[2]}{seconds}")
    except ValueError:
        return False
    return True


def _licence(value: str) -> bool:
    from packaging.licenses import InvalidLicenseExpression
    from packaging.licenses import canonicalize_license_expression

    if value in ("NONE", "NOASSERTION"):
        return True
    try:
        canonicalize_license_expression(value)
    except InvalidLicenseExpression:
        return False
    return True


_TESTS: dict[str, Callable[[str], bool]] = {
    "email": lambda value: _EMAIL.fullmatch(value) is not None,
    "hash": lambda value: _HASH.fullmatch(value) is not None,
    "rfc3339": _time,
    "semver": lambda value: _SEMVER.fullmatch(value) is not None,
    "spdx": _licence,
    "url": _url,
}
