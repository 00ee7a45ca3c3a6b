"""A shell command in RUN is broken or does not do what it says.

Why: the shell inside a Dockerfile is code that nobody checks. A quote that is never closed or an ``if`` without ``fi``
stops the build; an unquoted variable, a ``cd`` whose failure is ignored, or ``rm -rf "$DIR/"*`` with an empty
variable go wrong only on the day when the value is another one.
Instead: quote variables, join commands with ``&&`` or begin with ``set -e``, and run ``shellcheck`` over longer scripts
that are copied in.
Flags: in every profile what the shell cannot parse, and a test without its closing ``]``. In the profile strict a few
classes of ShellCheck, as information, each with its code: ``cd`` whose failure is ignored (SC2164); variables without
quotes where a path or a test wants one word (SC2086) and substitutions (SC2046); a build argument in single quotes
(SC2016); ``A && B || C`` as if-then-else (SC2015); ``ls | grep`` (SC2010); ``cat x |`` (SC2002); ``export X=$(...)``
(SC2155); ``echo "a\\nb"`` (SC2028); ``rm -rf "$X/"`` with a variable that may be empty (SC2115); ``! x`` after
``set -e`` (SC2251); a variable that is set nowhere (SC2154), if it is in lower case or looks like another one.
Not flagged: JSON form; PowerShell, cmd and here-documents for other interpreters; a list in a variable, such as
``$PHPIZE_DEPS`` or ``$FLAGS``; variables with a constant value; ``$(nproc)``, ``$(uname -m)`` and their like;
templates.
See: https://www.shellcheck.net/wiki/
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hullmark.model import Script
from hullmark.plugin import BUILD
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.scene import Scene
from hullmark_dockerfile.scene import scene_of
from hullmark_dockerfile.shellchecks import CHECKS
from hullmark_dockerfile.shellchecks import FOREIGN
from hullmark_dockerfile.shellchecks import Check
from hullmark_dockerfile.tree import Instruction

#: Templates, and what only PowerShell and cmd understand.
_OTHER = pattern(
    r"\{\{|\{%|@@|<%|\$\{?env:|\b[A-Z][a-z]+-[A-Z][A-Za-z]+\b|(?<![A-Za-z])[A-Za-z]:\\|%[A-Za-z]\w*%|\bTest-Path\b"
)


@rule(BUILD, INFO, on=Instruction, when=("RUN",), peers="hadolint:SC*")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag what is broken, then what the checks find."""
    script = instruction.script
    if script is None or script.language == "exec":
        return
    if script.broken is not None and not _OTHER.search(script.text):
        yield Problem(script.broken, f"the shell stops here: {_shown(script)} {script.fault}", severity=ERROR)
    scene: Scene | None = None
    for position, command in enumerate(script.commands):
        checks = _checks(command.program, context.profiles)
        if not checks or not FOREIGN.isdisjoint(command.wrappers):
            continue
        scene = scene or scene_of(instruction, script, context.document.text)
        for one in checks:
            for at, message in one.find(command, position, scene):
                yield Problem(at, f"{message} ({one.code})", severity=one.severity, profile=one.profile)


@lru_cache(maxsize=1024)
def _checks(program: str, profiles: tuple[str, ...]) -> tuple[Check, ...]:
    """Return the checks that look at a program, of those that some of the profiles show."""
    return tuple(
        one for one in CHECKS if one.profile in profiles and (not one.programs or program in one.programs)
    )


def _shown(script: Script) -> str:
    text = str(script.broken)
    return "the quote" if text in ('"', "'", "`") else "the expansion" if text == "$" else text[:30]
