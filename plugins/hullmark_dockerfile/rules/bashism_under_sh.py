"""Bash syntax in a RUN that a plain sh reads.

Why: RUN is read by ``/bin/sh``, which is dash on Debian and Ubuntu and busybox on Alpine. Some of bash's syntax stops
the build there, and some quietly means something else: ``mkdir {a,b}`` makes one folder of that name, ``cmd &> log``
runs in the background, and ``echo -e`` prints its own option.
Instead: write ``SHELL ["/bin/bash", "-c"]`` in front of the RUN where the image has bash, or say it in POSIX: ``[`` and
``=`` for ``[[`` and ``==``, ``.`` for ``source``, ``printf`` for ``echo -e``, ``> log 2>&1`` for ``&> log``.
Flags: ``[[``, ``source``, arrays, ``function``, ``((``, ``select``, ``{a,b}``, ``&>``, ``|&``, ``<<<``, ``<(...)``,
``$'...'``, ``${x^^}``, ``${x//a/b}``, ``$RANDOM``, ``==`` in ``[``, pushd, shopt, ``echo -e``, ``read -a``,
``set -o pipefail`` and the like where sh is known to lack them; where the image's sh is not known, in the profile
strict.
Not flagged: after a SHELL with bash, in ``bash -c`` and in a here-document for bash; images of Red Hat, SUSE, Amazon
and Arch, whose sh is bash; an image in which RUN made /bin/sh a bash; what busybox knows, on Alpine; ``local``.
Fix safety: unsafe; the other shell reads all later instructions of the stage too.
See: https://wiki.ubuntu.com/DashAsBinSh
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hullmark.plugin import BUILD
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.bashisms import bashisms
from hullmark_dockerfile.shells import DASH
from hullmark_dockerfile.shells import PLAIN
from hullmark_dockerfile.shells import actual_shell
from hullmark_dockerfile.shells import insert_shell
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

_NAMES = {"dash": "dash, which is sh here, does", "busybox": "busybox, which is sh here, does", "": "sh may"}


@rule(BUILD, WARNING, on=Instruction, when=("RUN",), peers="hadolint:SC*")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each construct."""
    found = _found(instruction, context.document.text)
    if not found:
        return
    actual = actual_shell(instruction)
    fix = None
    if actual == DASH and _first(instruction.stage, context.document.text) is instruction:
        fix = insert_shell(context.document, instruction, "/bin/bash", "-c")
    for place, what in found:
        message = f"{_NAMES[actual]} not know {what}"
        yield Problem(place, message, fix, profile=DEFAULT if actual else STRICT)


def _found(instruction: Instruction, text: str) -> list[tuple[Text, str]]:
    """Return what the shell of an instruction does not know."""
    script = instruction.script
    if script is None or script.language not in PLAIN:
        return []
    actual = actual_shell(instruction)
    return list(bashisms(instruction, script, text, actual)) if actual in _NAMES else []


@lru_cache(maxsize=2)
def _first(stage: Stage, text: str) -> Instruction | None:
    """Return the first instruction of a stage with such a construct: a SHELL there holds for the later ones too."""
    return next((one for one in stage.instructions if one.key == "RUN" and _found(one, text)), None)
