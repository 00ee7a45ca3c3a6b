"""Keys of certificates: those that are asked for by an algorithm and a size, and the one in a request."""

from __future__ import annotations

import binascii

from hullmark.plugin import Text

#: Bits that an algorithm needs, by its name in small letters.
LEAST = {"rsa": 2048, "ecdsa": 256}

_PEM_BEGIN = b"-----BEGIN "
#: What is in front of an RSA key: the identifier 1.2.840.113549.1.1.1, and no parameters.
_RSA = bytes.fromhex("06092a864886f70d0101010500")
_MAX_REQUEST = 64 * 1024
_BIT_STRING, _SEQUENCE, _INTEGER = 3, 0x30, 2


def too_small(algorithm: Text | None, size: Text | None) -> bool:
    """Tell whether a key of this many bits is too weak; without an algorithm it is RSA."""
    if size is None or not size.known or not (size.isascii() and size.isdecimal()) or len(size) > 6:
        return False
    return 0 < int(size) < LEAST.get(algorithm.lower() if algorithm is not None else "rsa", 0)


def rsa_bits(request: str) -> int | None:
    """Return the bits of the RSA key in a request for a certificate, PEM in base64; None where there is none."""
    if len(request) > _MAX_REQUEST:
        return None
    try:
        pem = binascii.a2b_base64("".join(request.split()).encode("ascii"))
        if not pem.startswith(_PEM_BEGIN):
            return None
        der = binascii.a2b_base64(b"".join(line for line in pem.splitlines() if not line.startswith(b"-----")))
        at = der.index(_RSA) + len(_RSA)
        at = _content(der, at, _BIT_STRING)[0] + 1
        at = _content(der, at, _SEQUENCE)[0]
        start, end = _content(der, at, _INTEGER)
    except (ValueError, IndexError):
        return None
    return int.from_bytes(der[start:end], "big").bit_length()


def _content(der: bytes, at: int, tag: int) -> tuple[int, int]:
    """Return where the content of an element begins and ends; ValueError where there is another one."""
    if der[at] != tag:
        raise ValueError("another element")
    length, at = der[at + 1], at + 2
    if length & 0x80:
        many = length & 0x7F
        length, at = int.from_bytes(der[at:at + many], "big"), at + many
    if at + length > len(der):
        raise ValueError("cut off")
    return at, at + length
