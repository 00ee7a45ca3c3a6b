"""EXPOSE holds a host port or an address.

Why: an image cannot say where on the host a port appears; that is for ``docker run --publish`` or Compose. Docker reads
the container's port and drops the rest.
Instead: ``EXPOSE 80``, and ``docker run --publish 127.0.0.1:8080:80``.
Flags: ``host:container`` and ``address:host:container``, also with ranges and protocols.
Not flagged: a plain port or range; words with a variable that has no known value; what is neither, as in ``web:80``,
which is port-invalid.
Fix safety: safe; the container's port is kept.
See: https://docs.docker.com/reference/build-checks/expose-invalid-format/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.ports import is_mapping
from hullmark_dockerfile.ports import ports_of
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    WARNING,
    on=Instruction,
    when=("EXPOSE",),
    peers="buildkit:ExposeInvalidFormat dockerfilelint:expose_host_port",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag what stands in front of the container's port."""
    if ":" not in instruction.value and "$" not in instruction.value:
        return
    for text, port in ports_of(instruction):
        if port.host is None or not is_mapping(port.host):
            continue
        fix = None
        if text.editable and port.number and text.span.start == port.host.span.start:
            fix = Fix("keep the container's port", (Edit(Span(text.start, port.number.start), ""),), safe=True)
        message = f"{short(text)} maps a host port, which EXPOSE cannot do; Docker reads {port.number}"
        yield Problem(port.host, message, fix)
