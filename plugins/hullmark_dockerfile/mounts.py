"""``--mount`` of RUN: a CSV list of options.

Reference: frontend/dockerfile/instructions/commands_runmount.go of BuildKit 0.25. Options that BuildKit reads but does
not use for a type, such as ``id`` of a bind mount, are no errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile import lexer
from hullmark_dockerfile.lexer import RunMount
from hullmark_dockerfile.tree import Instruction

TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")

#: Other spellings of an option.
_CANONICAL = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}

#: Options that need no value.
_SWITCHES = frozenset(("readonly", "readwrite", "required"))

#: Options by type; those of every type first.
OPTIONS = {
    "": ("type", "target", "source", "from", "readonly", "readwrite", "id", "sharing", "required", "mode", "uid",
         "gid", "size", "env"),
    "bind": ("from", "source", "target", "readonly", "readwrite", "id"),
    "cache": ("id", "from", "source", "target", "sharing", "mode", "uid", "gid", "readonly", "readwrite"),
    "tmpfs": ("target", "size", "readonly", "readwrite", "id", "from", "source"),
    "secret": ("id", "source", "target", "required", "mode", "uid", "gid", "env", "readonly", "readwrite"),
    "ssh": ("id", "target", "required", "mode", "uid", "gid", "readonly", "readwrite", "from"),
}

_FIELD = pattern(r'((?:"[^"]*(?:"|$)|[^,"])*)(?:,|$)')
_NUMBER = pattern(r"[0-9]{1,10}")


def _switch(value: str) -> bool:
    return value.lower() in ("1", "0", "t", "f", "true", "false")


#: What the value of an option must be, and how to say so.
_VALUES: dict[str, tuple[Callable[[str], object], str]] = {
    "readonly": (_switch, "true or false"),
    "readwrite": (_switch, "true or false"),
    "required": (_switch, "true or false"),
    "sharing": (("shared", "private", "locked").__contains__, "shared, private or locked"),
    "mode": (re.compile(r"0?[0-7]{1,11}").fullmatch, "an octal number"),
    "uid": (_NUMBER.fullmatch, "a number"),
    "gid": (_NUMBER.fullmatch, "a number"),
    "size": (re.compile(r"[0-9]+(?:\.[0-9]+)? ?(?:[kmgtp]i?)?b?", re.IGNORECASE).fullmatch, "a size such as 512m"),
}


def mounts_of(instruction: Instruction) -> tuple[RunMount, ...]:
    """Read the mounts of a RUN instruction."""
    return tuple(
        _mount(lexer.value(flag.value, "\\"))
        for flag in instruction.flags if flag.name == "mount" and flag.value
    )


def _fields(text: Text) -> Iterator[Text]:
    """Split at commas outside quotes; quotes around a whole field are left out."""
    at = 0
    while True:
        match = _FIELD.match(text, at)
        assert match is not None
        field = text.part(match.start(1), match.end(1))
        if len(field) > 1 and field[0] == field[-1] == '"':
            field = field.part(1, len(field) - 1)
        field.known = "$" not in field
        yield field
        at = match.end()
        if match.end(1) == at:
            return


def _mount(text: Text) -> RunMount:
    options: dict[str, Text | None] = {}
    spelled: list[tuple[Text, str]] = []
    for field in _fields(text):
        equals = field.find("=")
        key = field.part(0, equals) if equals >= 0 else field
        name = _CANONICAL.get(key.lower(), key.lower())
        options[name] = field.part(equals + 1) if equals >= 0 else None
        spelled.append((key, name))
    kind = str(options.get("type") or "bind").lower()
    return RunMount(text.span, kind, options, tuple(_errors(kind, options, spelled, text)))


def _errors(
    kind: str, options: dict[str, Text | None], spelled: list[tuple[Text, str]], text: Text
) -> Iterator[tuple[Text, str]]:
    """Yield what BuildKit rejects: the place, and what is wrong there."""
    if any(not key for key, _ in spelled):
        yield text, "the options of a mount have a comma too many; blanks are not allowed behind one"
        return
    if "$" in kind:
        return
    if kind not in TYPES:
        yield options.get("type") or text, f"{kind} is no mount type; use {', '.join(TYPES)}"
        return
    for key, name in spelled:
        yield from _option(kind, key, name, options[name])
    source, target = options.get("source"), options.get("target")
    if kind in ("cache", "tmpfs") and not target:
        yield text, f"a {kind} mount needs a target"
    if target == "/":
        yield target, "a mount cannot cover /"
    if kind == "secret":
        if not (source or target or options.get("id")):
            yield text, "a secret mount needs an id"
        if source and options.get("id"):
            yield source, "a secret mount has an id or a source, not both"


def _option(kind: str, key: Text, name: str, value: Text | None) -> Iterator[tuple[Text, str]]:
    """Yield what is wrong with one option."""
    if name not in OPTIONS[""]:
        yield key, f"{key} is no option of a mount"
    elif name != "type" and name not in OPTIONS[kind]:
        yield key, f"a {kind} mount has no option {key}"
    elif value is None:
        if name not in _SWITCHES:
            yield key, f"{key} needs a value"
    elif name in _VALUES and value.known:
        fits, wanted = _VALUES[name]
        if not fits(str(value)):
            yield value or key, f"{key} is {wanted}, not {value or 'empty'}"
