"""A file system in memory lets programs be run from it, or become root.

Why: the engine mounts it with noexec, nosuid and nodev, so that what an attacker writes there cannot be started; the
option takes that away.
Instead: drop the option.
Flags: ``exec``, ``suid`` and ``dev`` behind a path of ``tmpfs``, ``Tmpfs=`` and ``--tmpfs``.
Not flagged: noexec, nosuid, nodev, sizes and modes.
See: https://docs.docker.com/engine/storage/tmpfs/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

_OPENING = frozenset(("dev", "exec", "suid"))


@rule(PRIVILEGES, INFO, on=RunOption, when=("tmpfs",), profile=STRICT, peers="compose-lint:CL-0022")
def check(mount: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the option."""
    text = mount.value
    at = text.find(":") + 1
    for word in text[at:].split(",") if at else ():
        option = text.part(at, at + len(word)).strip_part()
        if option in _OPENING:
            yield Problem(option, f"{option} takes a protection of {text[:text.find(':')]} away")
        at += len(word) + 1
