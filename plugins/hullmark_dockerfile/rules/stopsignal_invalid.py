"""STOPSIGNAL names no signal.

Why: the build stops: ``Invalid signal``.
Instead: ``STOPSIGNAL SIGQUIT``, or the number of a signal from 1 to 64.
Flags: a word that is no signal of Linux, with or without SIG and in any case, also where ARG or ENV sets it; a number
that is written out and no signal; in the profile strict, as information, a variable that nothing in the file sets.
Not flagged: variables whose value a build may set; ``SIGRTMIN+3`` and the like; stages of Windows; several words, which
are wrong-argument-count.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile import lexer
from hullmark_dockerfile.comments import without_comment
from hullmark_dockerfile.frontends import placeholder
from hullmark_dockerfile.suggest import nearest
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction

#: Source: github.com/moby/sys/signal, signal_linux.go.
_SIGNALS = frozenset((
    "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP"
    " TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX"
).split())
_LAST = 64
_REAL_TIME = pattern(r"RTMIN\+(?:[1-9]|1[0-5])|RTMAX-(?:[1-9]|1[0-4])")


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("STOPSIGNAL",),
    peers="buildkit:build-error dockerfileutils:INVALID_SIGNAL",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the signal."""
    value = without_comment(instruction)
    words = lexer.words(value)
    if len(words) != 1 or instruction.stage.windows or placeholder(value):
        return
    signal = instruction.expand(value)
    if signal.known:
        name = signal.upper().removeprefix("SIG")
        if name.isascii() and name.isdigit():
            if not int(name[:9]) or signal.editable and int(name[:9]) > _LAST:
                yield Problem(value, f"{short(name)} is no signal; they end at {_LAST}")
        elif name not in _SIGNALS and not _REAL_TIME.fullmatch(name):
            close = nearest(name, _SIGNALS)
            hint = f"; did you mean SIG{close}?" if close else ""
            yield Problem(value, f"{short(signal) or 'an empty text'} is no signal{hint}")
        return
    for name, _, _, modifier in lexer.names(value, instruction.escape):
        if not modifier and name not in instruction.stage.variables(instruction.index):
            message = f"nothing in this file sets {name}, and an empty signal stops the build"
            yield Problem(value, message, severity=INFO, profile=STRICT)
