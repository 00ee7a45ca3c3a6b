"""wget prints a progress bar into the build log.

Why: without a terminal each dot of the bar becomes part of a line of the log; a large download buries what went wrong
under thousands of lines.
Instead: write ``wget -nv`` for a line a file, or ``wget --progress=dot:giga`` for a line each 32 MB.
Flags: wget with an address and none of ``--progress``, ``-q``, ``-nv``, ``-o`` and ``-a``.
Not flagged: ``-O -``, whose output goes into a pipe; busybox's wget on Alpine, which has no such option; ``--version``.
Fix safety: safe; only what wget prints changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.downloads import is_busybox_wget
from hullmark_dockerfile.downloads import urls
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import insert
from hullmark_dockerfile.runs import instruction_of

_QUIET = ("-q", "--quiet", "--no-verbose", "-o", "--output-file", "-a", "--append-output", "--progress")


@rule(BUILD, INFO, on=Command, when=("wget",), profile=ALL, peers="hadolint:DL3047")
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the program."""
    if not in_build(command) or not urls(command):
        return
    arguments = command.arguments
    if any(option.name in _QUIET for option in arguments.options) or any(arg.startswith("-nv") for arg in command.args):
        return
    if arguments.value("-O", "--output-document") == "-":
        return
    if not is_busybox_wget(instruction_of(context.document, command).stage, command):
        yield Problem(command.name, "wget prints a progress bar into the log", insert(command, command.name, "-nv"))
