"""Private keys: PEM, OpenSSH and PGP blocks, also in base64, PuTTY files, JSON web keys, age and WireGuard keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hullmark_secrets.validators import age
from hullmark_secrets.validators import base64_bytes
from hullmark_secrets.values import is_filler

#: Characters behind a header in which the end of the key is looked for.
_WINDOW = 32 * 1024
_PUTTY_WINDOW = 8 * 1024

_HEADER = r"-----BEGIN (?P<label>(?:[A-Z0-9]{2,10} ){0,3}PRIVATE KEY(?: BLOCK)?)-----"
_BEHIND = r"(?:\\[nr]|[\s\"'\\#]){0,200}(?P<body>[A-Za-z0-9+/=]{40,})"
_RUN = r"[A-Za-z0-9+/=]{16,}"
_ENCODED = r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{40,40000}={0,2}"
_PUTTY = r"PuTTY-User-Key-File-\d: "
_PUTTY_BODY = r"Private-Lines: \d{1,4}\s+(?P<body>[A-Za-z0-9+/=\s]{40,8000})"
_AGE = r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}(?![A-Za-z0-9])"
_JWK = r"\"d\"\s{0,8}:\s{0,8}\"(?P<v>[\w-]{40,1400})\""
_WIREGUARD = r"(?:PrivateKey|PresharedKey)\s{0,8}=\s{0,8}(?P<v>[A-Za-z0-9+/]{43}=)"


class Key(NamedTuple):
    """A private key found: what kind, whether a passphrase protects it, and where it stands in the text."""

    name: str
    encrypted: bool
    start: int
    end: int


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def keys_in(text: str) -> Iterator[Key]:
    """Yield the private keys in a text."""
    if "PRIVATE KEY" in text:
        yield from _blocks(text)
    if "LS0tLS1CRUdJTi" in text:
        yield from _encoded(text)
    if "PuTTY-User-Key-File-" in text:
        yield from _putty(text)
    if "AGE-SECRET-KEY-1" in text:
        for match in _regex(_AGE).finditer(text):
            if age(match) is not None and not is_filler(match[0][16:]):
                yield Key("age identity", False, *match.span())
    if '"kty"' in text:
        for match in _regex(_JWK).finditer(text):
            near = text[max(match.start() - 4096, 0):match.end() + 4096]
            if '"kty"' in near and not is_filler(match["v"]):
                yield Key("private JSON web key", False, *match.span("v"))
    if "PrivateKey" in text or "PresharedKey" in text:
        for match in _regex(_WIREGUARD).finditer(text):
            if not is_filler(match["v"]):
                yield Key("WireGuard key", False, *match.span("v"))


def _blocks(text: str) -> Iterator[Key]:
    """Yield keys between BEGIN and END; without an END the body must follow at once."""
    headers = list(_regex(_HEADER).finditer(text))
    for header, following in zip(headers, [*headers[1:], None]):
        label, start = header["label"], header.end()
        limit = min(start + _WINDOW, following.start() if following else len(text))
        closing = f"-----END {label}-----"
        end = text.find(closing, start, limit)
        if end >= 0:
            body = _body(text[start:end])
            stop = end + len(closing)
        else:
            behind = _regex(_BEHIND).match(text, start, limit)
            body = behind["body"] if behind else ""
            stop = behind.end() if behind else start
        if len(body) >= 40 and not is_filler(body):
            encrypted = "ENCRYPTED" in label or "ENCRYPTED" in text[start:start + 100]
            yield Key(_called(label), encrypted, header.start(), stop)


def _body(text: str) -> str:
    """Return the base64 in a text: words of letters, digits and capitals, so that paths and commands are left out."""
    return "".join(
        run for run in _regex(_RUN).findall(text)
        if any(c.isdigit() for c in run) and any(c.isupper() for c in run) and any(c.islower() for c in run)
    )


def _called(label: str) -> str:
    first = label.partition(" ")[0]
    names = {"PRIVATE": "private key", "ENCRYPTED": "private key", "OPENSSH": "OpenSSH private key"}
    return names.get(first, f"{first} private key")


def _encoded(text: str) -> Iterator[Key]:
    """Yield keys that are written in base64 as a whole."""
    for match in _regex(_ENCODED).finditer(text):
        decoded = base64_bytes(match[0][:len(match[0]) // 4 * 4]).decode("latin-1")
        for key in _blocks(decoded):
            yield Key(f"{key.name} in base64", key.encrypted, *match.span())
            break


def _putty(text: str) -> Iterator[Key]:
    for header in _regex(_PUTTY).finditer(text):
        body = _regex(_PUTTY_BODY).search(text, header.end(), header.end() + _PUTTY_WINDOW)
        if body is not None:
            encrypted = "Encryption: none" not in text[header.end():body.start()]
            yield Key("PuTTY private key", encrypted, header.start(), body.end())
