"""What a token's own structure says about it, once its form is recognised.

A validator takes the match and returns one of the words below, or None for what is no token after all.
"""

from __future__ import annotations

import re
from binascii import Error
from binascii import a2b_base64
from collections.abc import Callable
from zlib import crc32

from hullmark.plugin import pattern

from hullmark_secrets.values import entropy
from hullmark_secrets.values import is_random

#: The form is all there is to check, and it holds.
SURE = "sure"
#: The checksum inside does not fit: cut off, mistyped or made up.
DOUBTFUL = "doubtful"
#: It opens a test environment.
TEST = "test"
#: An identifier whose secret half is not beside it.
HALF = "half"
#: Made to be published.
PUBLIC = "public"

Validator = Callable[[re.Match[str]], "str | None"]

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_AWS_SECRET = pattern(r"(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")
_AWS_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
#: How far from an AWS key id its secret is looked for.
_NEAR = 400
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_FACTORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def value_of(match: re.Match[str]) -> str:
    """Return the token without what only surrounds it."""
    return match["v"] if "v" in match.re.groupindex else match[0]


def in_digits(number: int, digits: str, width: int) -> str:
    """Write a number in the base that the digits make."""
    written = ""
    while number:
        number, rest = divmod(number, len(digits))
        written = digits[rest] + written
    return written.rjust(width, digits[0])


def base64_bytes(text: str) -> bytes:
    """Decode base64, also of the URL kind and without padding; b"" for what is none."""
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return a2b_base64(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        return b""


def base64_json(text: str) -> dict[str, object]:
    """Decode base64 of a JSON object; an empty one for anything else."""
    import json

    try:
        data = json.loads(base64_bytes(text))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def shape(match: re.Match[str]) -> str:
    """Ask for nothing beyond the form."""
    return SURE


def random(match: re.Match[str]) -> str | None:
    """Ask for letters, digits and entropy: for forms with a short prefix."""
    return SURE if is_random(value_of(match)) else None


def varied(match: re.Match[str]) -> str | None:
    """Ask for entropy alone."""
    return SURE if entropy(value_of(match)) >= 3.5 else None


def mixed(match: re.Match[str]) -> str | None:
    """Ask for capitals, small letters and two digits: for forms with almost no prefix."""
    value = value_of(match)
    digits = sum(character.isdigit() for character in value)
    return SURE if digits > 1 and entropy(value) >= 3.7 and value.lower() != value != value.upper() else None


def github(match: re.Match[str]) -> str:
    """Compare the last six characters with the CRC-32 of the thirty before, as GitHub and npm make them."""
    secret = value_of(match).partition("_")[2]
    return SURE if in_digits(crc32(secret[:-6].encode()), _BASE62, 6) == secret[-6:] else DOUBTFUL


def gitlab(match: re.Match[str]) -> str:
    """Check the CRC-32 at the end of a routable token (routable_token.rb of GitLab 18); older ones have none."""
    value = value_of(match)
    routed = re.fullmatch(r"(.+\.(?:[a-z0-9]{2}\.)?[a-z0-9]{2})([a-z0-9]{7})", value)
    if routed is None:
        return SURE
    return SURE if in_digits(crc32(routed[1].encode()), _BASE36, 7) == routed[2] else DOUBTFUL


def aws_key_id(match: re.Match[str]) -> str:
    """Look for the secret that belongs to the id, and check the account number inside it."""
    value = value_of(match)
    if value[4] not in "IJ":  # keys of that age hold no account
        bits = 0
        for character in value[4:14]:
            bits = bits << 5 | _AWS_ALPHABET.index(character)
        if (bits >> 2 & 0x7FFFFFFFFF80) >> 7 > 999_999_999_999:
            return DOUBTFUL
    low, high = max(match.start() - _NEAR, 0), match.end() + _NEAR
    near = _AWS_SECRET.finditer(match.string, low, high)
    return SURE if any(is_random(found[0], 4.0) for found in near) else HALF


def google_key(match: re.Match[str]) -> str:
    """Tell the key of a web application, which is meant to be seen."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1:match.start()].upper()
    return PUBLIC if "PUBLIC" in line or "FIREBASE" in line else SURE


def stripe(match: re.Match[str]) -> str:
    """Tell test keys from live ones."""
    return TEST if "_test_" in value_of(match) or "_TEST" in value_of(match) else SURE


def jwt(match: re.Match[str]) -> str | None:
    """Judge a token as it stands."""
    return _web_token(value_of(match))


def jwt_in_base64(match: re.Match[str]) -> str | None:
    """Judge a token that is written in base64 once more."""
    decoded = base64_bytes(value_of(match)).decode("ascii", "replace")
    return _web_token(decoded) if decoded.count(".") >= 2 else None


def _web_token(token: str) -> str | None:
    """Decode header and payload; the sample of jwt.io and tokens without a signature are told apart."""
    header, payload = (base64_json(part) for part in token.split(".")[:2])
    if not header.keys() & {"alg", "enc"} or not payload and "enc" not in header:
        return None
    if payload.get("sub") == "1234567890" and payload.get("name") in ("John Doe", None):
        return None
    if payload.get("role") == "anon":
        return PUBLIC
    return DOUBTFUL if str(header.get("alg")).lower() == "none" else SURE


def discord(match: re.Match[str]) -> str | None:
    """Check that the first part is the number of an account."""
    number = base64_bytes(value_of(match).split(".")[0])
    return SURE if number.isdigit() and 17 <= len(number) <= 20 else None


def age(match: re.Match[str]) -> str | None:
    """Check the bech32 checksum of an age identity (BIP-173)."""
    value = value_of(match).lower()
    prefix, _, data = value.rpartition("1")
    if any(character not in _BECH32 for character in data):
        return None
    numbers = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + [_BECH32.index(c) for c in data]
    state = 1
    for number in numbers:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ number
        for position, factor in enumerate(_BECH32_FACTORS):
            state ^= factor if top >> position & 1 else 0
    return SURE if state == 1 else DOUBTFUL
