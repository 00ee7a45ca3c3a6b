"""A command hands a shell to somebody on the network.

Why: the command connects to another machine, or waits for one, and runs what that sends. In a build it opens the
build host, in a container the cluster; there is hardly a good reason for it.
Instead: use ``docker exec`` or ``kubectl exec`` to get into a container.
Flags: a shell redirected to ``/dev/tcp`` or ``/dev/udp``; nc, ncat and netcat with ``-e`` or ``-c`` and a shell; a
shell between two ends of a pipe to the network; socat with EXEC and a shell; Python, Perl, Ruby, PHP, Node, awk and
PowerShell with a socket and a shell; payloads of msfvenom.
Not flagged: ``</dev/tcp/host/port`` and ``exec 3<>/dev/tcp/...`` without a shell behind it, which only test a port;
``nc -z``.
See: https://attack.mitre.org/techniques/T1059/004/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Script
from hullmark.plugin import ERROR
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.reverseshells import HINTS
from hullmark_containers.reverseshells import NETCATS
from hullmark_containers.reverseshells import found


@rule(SUPPLY_CHAIN, ERROR, on=Script, hints=(*HINTS, *NETCATS), peers="semgrep:bash_reverse_shell")
def check(script: Script, context: Context) -> Iterator[Problem]:
    """Flag the first way that fits."""
    way = found(script.text)
    if way is not None:
        name, first = way
        place = script.span if script.language == "exec" else script.text.part(*first.span())
        yield Problem(place, f"{name}: whoever is at the other end runs commands here")
