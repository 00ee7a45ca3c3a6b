"""A service is started in RUN and does not outlive the step.

Why: every process of a RUN ends with it; only files are kept. The service is not there when the container starts, and
what it had not yet written is lost.
Instead: start it as the container's command, ``CMD ["nginx", "-g", "daemon off;"]``, one service per container.
Flags: service, systemctl, rc-service, initctl, net and scripts in /etc/init.d with start or restart, ``systemctl enable
--now``, ``systemctl daemon-reload``, and a program left in the background, when nothing behind it in the same RUN
could use it.
Not flagged: a database that is started, filled and stopped in one RUN; ``systemctl enable`` alone; CMD and ENTRYPOINT.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Script
from hullmark.plugin import DAEMONS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.services import started

#: Programs that cannot make use of a service.
_PASSIVE = frozenset((
    ":", "apk", "apt", "apt-get", "cat", "cd", "chgrp", "chmod", "chown", "cp", "dnf", "echo", "exit", "export", "ln",
    "microdnf", "mkdir", "mv", "printf", "rm", "sed", "set", "sleep", "sync", "touch", "true", "update-rc.d", "yum",
))


@rule(
    DAEMONS,
    WARNING,
    on=Script,
    when=("build", "onbuild"),
    peers="hadolint:DL3001 kics:Run-Utilities-And-POSIX-Commands semgrep:nonsensical-command",
)
def check(script: Script, context: Context) -> Iterator[Problem]:
    """Flag the word that starts the service."""
    for command in reversed(script.commands):
        if command.started is not None:
            continue
        word = started(command)
        if word is not None:
            yield Problem(word, f"{word} has no effect beyond this step; services do not outlive RUN")
        elif command.after == "&" and command.program:
            yield Problem(command.name, f"{command.name} is left in the background and ends with this step")
        elif command.program not in _PASSIVE and command.program:
            return
