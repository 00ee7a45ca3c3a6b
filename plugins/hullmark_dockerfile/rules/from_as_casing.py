"""The casing of AS differs from that of FROM.

Why: two spellings of keywords in one instruction make the stage's name harder to see.
Instead: write ``FROM alpine:3.20 AS build``, or both words in lower case.
Flags: FROM in upper case with an AS that is not, and the reverse.
Not flagged: FROM in mixed case, which instruction-casing reports.
Fix safety: safe; keywords mean the same in any case.
See: https://docs.docker.com/reference/build-checks/from-as-casing/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction


@rule(STYLE, INFO, on=Instruction, when=("FROM",), profile=STRICT, peers="buildkit:FromAsCasing")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the word AS."""
    words, keyword = instruction.words, instruction.keyword
    if len(words) < 3 or words[1].upper() != "AS" or not (keyword.isupper() or keyword.islower()):
        return
    word = words[1]
    wanted = "AS" if keyword.isupper() else "as"
    if word != wanted:
        edit = word.edit(wanted)
        fix = Fix(f"write {wanted}", (edit,), safe=True) if edit else None
        yield Problem(word, f"{word} is not in the casing of {keyword}", fix)
