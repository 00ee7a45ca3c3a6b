"""Copied files belong to the account that the program runs as.

Why: a process may change files that it owns, its own program included, so that an intruder can make a change stay.
Files of root that everyone may read are enough to run.
Instead: copy without ``--chown`` and give the account only the directories that it must write to.
Flags: ``--chown`` of COPY and ADD with an account other than root.
Not flagged: ``--chown=root``, ``--chown=0:1000``; an account in a variable without a value; stages that only build.
Fix safety: unsafe; the process can no longer write to the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction


@rule(
    USERS,
    INFO,
    on=Instruction,
    when=("COPY", "ADD"),
    profile=ALL,
    peers="kics:Chown-Flag-Exists",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the option."""
    flag = instruction.flag("chown") if instruction.stage.ships else None
    owner = instruction.flag_value("chown") if flag is not None else None
    if flag is None or not owner or not owner.known:
        return
    account = owner.split(":", 1)[0]
    if account == "root" or not account.strip("0"):
        return
    text = context.document.text
    end = flag.span.end
    while end < len(text) and text[end] in " \t":
        end += 1
    fix = Fix("leave the files to root", (Edit(Span(flag.span.start, end), ""),), safe=False)
    yield Problem(flag, f"{account} owns the files, so a process of that account may change them", fix)
