"""Checksums and signatures: what is compared, and whether anybody heeds the result."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hullmark.model import Command
from hullmark.model import Script

from hullmark_dockerfile.shells import errexit

if TYPE_CHECKING:
    from hullmark_dockerfile.scopes import Shell

SUMS = ("sha256sum", "sha512sum", "sha384sum", "sha224sum", "sha1sum", "md5sum", "shasum", "b2sum")
WEAK = ("md5sum", "sha1sum")
PROGRAMS = frozenset((*SUMS, "gpg", "gpg2", "gpgv"))
_IGNORED = frozenset(("true", ":", "echo", "printf"))
_ENDING = frozenset(("exit", "return", "false"))
_COMPARING = frozenset(("grep", "egrep", "fgrep", "awk", "cmp", "diff", "test", "[", "xargs"))


def is_check(command: Command) -> bool:
    """Tell whether a command compares a sum or a signature."""
    if command.program in SUMS:
        return command.arguments.has("-c", "--check", "-C")
    return command.program == "gpgv" or command.program in ("gpg", "gpg2") and command.arguments.has("--verify")


@lru_cache(maxsize=2)
def _checked(script: Script) -> frozenset[str]:
    """Return the programs that compare something in a script."""
    return frozenset(one.program for one in script.commands if one.program in PROGRAMS and is_check(one))


def is_checked_well(script: Script) -> bool:
    """Tell whether a script compares a sum that cannot be forged, or a signature."""
    return not _checked(script) <= {*WEAK}


def is_printed(command: Command) -> bool:
    """Tell whether a sum goes to the log and nowhere else, in a script that compares none."""
    if command.after == "|" or "$(" in command.blocks or command.piped_from is not None:
        return False
    if any(redirect.operator in (">", ">>", "&>", "<", "<<<", "<<") for redirect in command.redirects):
        return False
    return bool(command.arguments.operands) and not _checked(command.script)


def why_ignored(command: Command, position: int, shell: Shell) -> str:
    """Return why the failure of a check does not end the script, "" where it does."""
    script = command.script
    following = script.commands[position + 1] if position + 1 < len(script.commands) else None
    if following is None:
        return ""
    if command.after == "||":
        later = script.commands[position + 1:position + 5]
        tolerated = following.program in _IGNORED and _ENDING.isdisjoint(one.program for one in later)
        return f"|| {following.program} accepts any result" if tolerated else ""
    if command.after == ";" and command.before != "||" and not command.blocks and position < errexit(script, shell):
        return "the RUN goes on behind ;"
    if command.after == "|" and following.program not in _COMPARING and not shell.pipefail:
        if not any(one.program == "set" and any("pipefail" in arg for arg in one.args) for one in script.commands):
            return "the pipe forgets its status"
    return ""
