"""The protocol of EXPOSE is not in lower case.

Why: everything that shows the port writes it in lower case, so a search for ``80/tcp`` misses ``80/TCP``.
Instead: write ``EXPOSE 80/tcp``.
Flags: ``80/TCP`` and ``53/Udp``, also where a variable with a known value stands for it.
Not flagged: a protocol that does not exist, which port-protocol-invalid reports.
Fix safety: safe; the builder lowers the protocol itself.
See: https://docs.docker.com/reference/build-checks/expose-proto-casing/
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

_PROTOCOLS = ("tcp", "udp", "sctp")


@rule(STYLE, INFO, on=Instruction, when=("EXPOSE",), profile=STRICT, peers="buildkit:ExposeProtoCasing")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the protocol."""
    if "/" not in instruction.value and "$" not in instruction.value:
        return
    for word in instruction.words:
        text = instruction.expand(word) if "$" in word[word.rfind("/") + 1:] else word
        protocol = text.part(text.rfind("/") + 1).strip_part("\"'")
        lower = protocol.lower()
        if "/" in text and protocol != lower and lower in _PROTOCOLS:
            edit = protocol.edit(lower)
            fix = Fix("write it in lower case", (edit,), safe=True) if edit else None
            yield Problem(protocol, f"the protocol {protocol} is not in lower case", fix)
