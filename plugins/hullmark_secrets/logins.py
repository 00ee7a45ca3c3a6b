"""Logins of registries in the files that Docker and Kubernetes keep them in."""

from __future__ import annotations

import binascii
import json
from collections.abc import Iterator

from hullmark_secrets.values import is_placeholder
from hullmark_secrets.values import is_reference

#: Names of such files, as keys of an object.
_NAMES = frozenset((".dockerconfigjson", ".dockercfg", "config.json", "auth.json", "dockerconfigjson"))
_FIELDS = ("auth", "password", "identitytoken", "registrytoken")
#: Characters of a file that is parsed.
_MAX_SIZE = 256 * 1024


def is_login_file(name: str, text: str) -> bool:
    """Tell whether an entry of this name holds logins of registries, or has room for them."""
    return name in _NAMES and (name != "config.json" or '"auths"' in text)


def registries(text: str) -> Iterator[str]:
    """Yield the registries for which a file holds a login that is written out."""
    if len(text) > _MAX_SIZE:
        return
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return
    logins = parsed.get("auths", parsed) if isinstance(parsed, dict) else None
    for name, login in logins.items() if isinstance(logins, dict) else ():
        if isinstance(login, dict) and any(is_written_out(login.get(field)) for field in _FIELDS):
            yield name


def is_written_out(value: object) -> bool:
    """Tell whether a value, perhaps in base64, is a login and no placeholder for one."""
    if not isinstance(value, str) or not value.strip():
        return False
    password = _decoded(value).partition(":")[2] or value
    return not is_placeholder(password) and not is_reference(password)


def _decoded(value: str) -> str:
    """Return ``user:password`` that base64 stands for; the value itself where it is none."""
    try:
        return binascii.a2b_base64(value.encode("ascii"), strict_mode=True).decode()
    except (ValueError, UnicodeError):
        return value
