"""VOLUME names an empty or a relative directory.

Why: an empty name stops the build. A relative one builds, but the container does not start: a mount needs an absolute
path.
Instead: ``VOLUME /var/lib/data`` or ``VOLUME ["/var/lib/data"]``.
Flags: an empty string; as information a path that does not begin with a slash.
Not flagged: variables without a known value; paths of Windows; VOLUME without arguments and ``VOLUME []``, which are
instruction-without-arguments; arrays that are no JSON, which are json-form-invalid.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile import lexer
from hullmark_dockerfile.comments import without_comment
from hullmark_dockerfile.frontends import placeholder
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(VALIDITY, ERROR, on=Instruction, when=("VOLUME",), peers="buildkit:build-error")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the directories."""
    array = instruction.array
    if array is not None and array.error or placeholder(instruction.value):
        return
    for word in array.items if array is not None else lexer.words(without_comment(instruction)):
        path = instruction.expand(word)
        if not path.known:
            continue
        if not path:
            yield Problem(path, "VOLUME names an empty directory")
        elif path[0] not in "/\\" and path[1:2] != ":" and not instruction.stage.windows:
            yield Problem(path, f"{short(path)} is a relative path, which cannot be mounted", severity=INFO)
