"""EXPOSE names no port.

Why: the build stops: ``invalid containerPort``. Ports are numbers from 0 to 65535.
Instead: ``EXPOSE 8080 8443/tcp 9000-9010/udp``, with blanks between the ports.
Flags: a number beyond 65535, a word that is no number, a range that ends below its beginning, something in front of a
colon that is no place on the host; also where ARG or ENV sets the number.
Not flagged: variables without a known value; the protocol, which is port-protocol-invalid; a host port or address in
front of the port, which is expose-host-mapping.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Port
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.ports import MAX_PORT
from hullmark_dockerfile.ports import is_mapping
from hullmark_dockerfile.ports import number_of
from hullmark_dockerfile.ports import ports_of
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("EXPOSE",),
    peers=(
        "hadolint:DL3011 trivy:DS-0008 kics:UNIX-Ports-Out-Of-Range semgrep:invalid-port dockerfilelint:invalid_port"
        " dockerfileutils:INVALID_PORT pathfinder:DOCKER-COR-002 buildkit:build-error"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the numbers."""
    for text, port in ports_of(instruction):
        yield from _port(text, port)


def _port(text: Text, port: Port) -> Iterator[Problem]:
    first = number_of(port.number)
    last = first if port.last is None else number_of(port.last)
    if first is None or last is None or port.host is not None and not is_mapping(port.host):
        hint = "; ports are separated by blanks" if "," in text else ""
        yield Problem(text, f"{short(text)} is no port{hint}")
    elif first > MAX_PORT or last > MAX_PORT:
        at = port.number if first > MAX_PORT or port.last is None else port.last
        yield Problem(at, f"{at} is no port; they end at {MAX_PORT}")
    elif last < first:
        yield Problem(text, f"the range ends at {last}, below its beginning {first}")
