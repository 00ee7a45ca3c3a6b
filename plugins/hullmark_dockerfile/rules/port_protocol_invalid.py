"""EXPOSE names a protocol that Docker does not know.

Why: the build stops: ``invalid proto``. Docker publishes ports of TCP, UDP and SCTP.
Instead: ``EXPOSE 8080/tcp``; HTTP and the like run over TCP.
Flags: a protocol other than tcp, udp and sctp, in any case.
Not flagged: a protocol with a variable; an empty one, which means tcp; what follows a second slash, which Docker does
not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.ports import ports_of
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("EXPOSE",),
    peers="buildkit:build-error dockerfileutils:INVALID_PROTO hadolint:DL1000",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the protocols."""
    if "/" not in instruction.value and "$" not in instruction.value:
        return
    for _, port in ports_of(instruction):
        if port.protocol is not None and port.protocol.partition("/")[0].lower() not in ("", "tcp", "udp", "sctp"):
            yield Problem(port.protocol, f"{short(port.protocol)} is no protocol of a port; it is tcp, udp or sctp")
