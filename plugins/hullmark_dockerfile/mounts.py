"""``--mount`` of RUN: a CSV list of options.

Reference: frontend/dockerfile/instructions/commands_runmount.go of BuildKit 0.25.
"""

from __future__ import annotations

import re

from hullmark.plugin import Text

from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import RunMount

TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")

#: Other spellings of an option.
_CANONICAL = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}

#: Options by type; those of every type first.
OPTIONS = {
    "": ("type", "target", "source", "from", "readonly", "readwrite", "id", "sharing", "required", "mode", "uid",
         "gid", "size", "env"),
    "bind": ("from", "source", "target", "readonly", "readwrite"),
    "cache": ("id", "from", "source", "target", "sharing", "mode", "uid", "gid", "readonly", "readwrite"),
    "tmpfs": ("target", "size", "readonly", "readwrite"),
    "secret": ("id", "source", "target", "required", "mode", "uid", "gid", "env", "readonly", "readwrite"),
    "ssh": ("id", "target", "required", "mode", "uid", "gid", "readonly", "readwrite"),
}

_FIELD = re.compile(r'(?:"(?:[^"]|"")*"|[^,"])+')


def mounts_of(instruction: Instruction) -> tuple[RunMount, ...]:
    """Read the mounts of a RUN instruction."""
    return tuple(
        _mount(flag.value) for flag in instruction.flags if flag.name == "mount" and flag.value is not None
    )


def _mount(text: Text) -> RunMount:
    if text[:1] in "\"'" and text[-1:] == text[:1]:
        text = text.part(1, len(text) - 1)
    options: dict[str, Text | None] = {}
    spelled: list[tuple[Text, str]] = []
    for field in _FIELD.finditer(text):
        part = text.part(field.start(), field.end())
        if part[:1] == '"' and part[-1:] == '"' and len(part) > 1:
            part = part.part(1, len(part) - 1)
        equals = part.find("=")
        key = part.part(0, equals) if equals >= 0 else part
        name = _CANONICAL.get(key.lower(), key.lower())
        options[name] = part.part(equals + 1) if equals >= 0 else None
        spelled.append((key, name))
    kind = str(options.get("type") or "bind").lower()
    return RunMount(text.span, kind, options, tuple(_errors(kind, options, spelled, text)))


def _errors(
    kind: str, options: dict[str, Text | None], spelled: list[tuple[Text, str]], text: Text
) -> list[tuple[Text, str]]:
    """Return what BuildKit rejects: the place, and what is wrong there."""
    if "$" in kind:
        return []
    if kind not in TYPES:
        return [(options.get("type") or text, f"{kind} is no mount type; use {', '.join(TYPES)}")]
    found = []
    for key, name in spelled:
        if name not in OPTIONS[""]:
            found.append((key, f"{key} is no option of a mount"))
        elif name != "type" and name not in OPTIONS[kind]:
            found.append((key, f"a {kind} mount has no option {key}"))
    target = options.get("target")
    if kind in ("cache", "tmpfs") and target is None:
        found.append((text, f"a {kind} mount needs a target"))
    if target == "/":
        found.append((target, "a mount cannot cover /"))
    sharing = options.get("sharing")
    if sharing is not None and "$" not in sharing and sharing not in ("shared", "private", "locked"):
        found.append((sharing, f"sharing is shared, private or locked, not {sharing}"))
    if kind == "secret" and not (options.keys() & {"id", "source", "target"}):
        found.append((text, "a secret mount needs an id"))
    return found
