"""The flags of instructions, and what their values may be.

Source: frontend/dockerfile/instructions/parse.go and commands_run*.go of BuildKit 0.25, both channels.
"""

from __future__ import annotations

import re

from hullmark.plugin import pattern

#: A flag that is true when it has no value, one that takes a value, and one that may be given several times.
SWITCH = "switch"
VALUE = "value"
LIST = "list"

_COPY = {"chown": VALUE, "chmod": VALUE, "link": SWITCH, "exclude": LIST}

#: Flags by keyword, each with its kind. Any other instruction has none.
FLAGS: dict[str, dict[str, str]] = {
    "FROM": {"platform": VALUE},
    "COPY": {**_COPY, "from": VALUE, "parents": SWITCH},
    "ADD": {**_COPY, "keep-git-dir": SWITCH, "checksum": VALUE, "unpack": SWITCH},
    "RUN": {"mount": LIST, "network": VALUE, "security": VALUE, "device": LIST},
    "HEALTHCHECK": {
        "interval": VALUE, "timeout": VALUE, "start-period": VALUE, "start-interval": VALUE, "retries": VALUE,
    },
}

#: What a value must be, and how to say so. Owners: account and group. Modes: octal, or symbolic since 1.14.
_VALUES: dict[str, tuple[re.Pattern[str], str]] = {
    "chmod": (
        pattern(r"0*[0-7]{1,4}|[ugoa]*(?:[-+=](?:[rwxXst]+|[ugo])?)+(?:,[ugoa]*(?:[-+=](?:[rwxXst]+|[ugo])?)+)*"),
        "is an octal number up to 07777 or a symbolic mode",
    ),
    "chown": (pattern(r"[^\s:]*(?::[^\s:]*)?"), "is an account, or account:group"),
    "checksum": (
        pattern(r"sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}|[0-9a-f]{7,64}"),
        "is sha256: and 64 hexadecimal digits, or the commit of a git source",
    ),
    "network": (pattern(r"default|none|host"), "is default, none or host"),
    "security": (pattern(r"sandbox|insecure"), "is sandbox or insecure"),
    "from": (pattern(r"[A-Za-z0-9][\w./:@+-]*", re.ASCII), "is the name of a stage, its number, or an image"),
}

_PLATFORM_PART = pattern(r"[A-Za-z0-9_.-]+(?:\([^()]*\))?")
#: What a platform of one part may be: github.com/containerd/platforms 1.0.
_SYSTEMS = frozenset((
    "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "macos", "nacl",
    "netbsd", "openbsd", "plan9", "solaris", "windows", "zos", "local",
))
_ARCHITECTURES = frozenset((
    "386", "i386", "aarch64", "amd64", "amd64p32", "arm", "armbe", "armel", "armhf", "arm64", "arm64be", "loong64",
    "mips", "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64",
    "s390", "s390x", "sparc", "sparc64", "wasm", "x86_64", "x86-64",
))


def kind_of(keyword: str, flag: str) -> str | None:
    """Return the kind of a flag, None where the instruction has no such flag."""
    return FLAGS.get(keyword, {}).get(flag)


def fault(flag: str, value: str) -> str:
    """Return what the value of a flag should be when it is not, "" when it is."""
    if flag == "platform":
        parts = value.split("/")
        known = len(parts) > 1 or parts[0].split("(")[0].lower() in _SYSTEMS | _ARCHITECTURES
        valid = known and len(parts) < 4 and all(_PLATFORM_PART.fullmatch(part) for part in parts)
        return "" if valid else "is system/architecture, such as linux/arm64"
    expression, wanted = _VALUES.get(flag, (None, ""))
    return "" if expression is None or expression.fullmatch(value) else wanted
