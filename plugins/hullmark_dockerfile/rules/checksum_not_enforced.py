"""A checksum or signature is looked at, but cannot fail the build.

Why: ``sha256sum file`` only prints, and ``sha256sum -c ... || true`` accepts anything. The line looks like protection
against a changed download and is none.
Instead: write ``echo "HASH  file" | sha256sum -c -`` and let its failure end the RUN.
Flags: a checksum program that prints a sum which nobody compares or saves; a check followed by ``|| true``, by ``;``
without ``set -e``, or by a pipe that forgets its status; ``gpg --verify`` in the same places. As information, and in
the profile strict, a check with MD5 or SHA-1 only, and a list with one blank between sum and name, which busybox
rejects.
Not flagged: a sum in ``$(...)``, in a pipe to grep or awk, or written to a file; printing beside a check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.checksums import PROGRAMS
from hullmark_dockerfile.checksums import SUMS
from hullmark_dockerfile.checksums import WEAK
from hullmark_dockerfile.checksums import is_check
from hullmark_dockerfile.checksums import is_checked_well
from hullmark_dockerfile.checksums import is_printed
from hullmark_dockerfile.checksums import why_ignored
from hullmark_dockerfile.runs import instruction_of

_CONDITIONS = frozenset(("if", "elif", "while", "until"))
_ONE_BLANK = pattern(r"(?:[0-9a-fA-F]{32,128}|\$\{?\w*(?:SHA|SUM|HASH|MD5)\w*\}?) [^\s*].*", re.IGNORECASE)


@rule(
    SUPPLY_CHAIN, WARNING, on=Script, when=("build", "onbuild"), hints=("sum", "gpg"),
    peers="binnacle:sha256sumEchoOneSpaces",
)
def check(script: Script, context: Context) -> Iterator[Problem]:
    """Flag the programs."""
    for position, command in enumerate(script.commands):
        if command.program in PROGRAMS and not _CONDITIONS.intersection(command.blocks):
            yield from _problems(command, position, context)


def _problems(command: Command, position: int, context: Context) -> Iterator[Problem]:
    program = command.program
    if not is_check(command):
        if program in SUMS and is_printed(command):
            yield Problem(command.name, f"{program} only prints: nothing compares the sum")
        return
    reason = why_ignored(command, position, instruction_of(context.document, command).shell)
    if reason:
        yield Problem(command.name, f"{program} cannot fail the build: {reason}")
    elif program in WEAK and not is_checked_well(command.script):
        message = f"{program} is no protection: collisions are made at will"
        yield Problem(command.name, message, severity=INFO, profile=STRICT)
    left = command.piped_from
    if program in SUMS and left is not None and left.program == "echo" and left.args:
        if _ONE_BLANK.fullmatch(left.args[-1]):
            message = f"one blank between sum and name: busybox's {program} rejects the line"
            yield Problem(left.args[-1], message, severity=INFO, profile=STRICT)
