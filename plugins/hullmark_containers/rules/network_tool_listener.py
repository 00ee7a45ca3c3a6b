"""A tool is made to listen instead of a server.

Why: netcat, socat and the small servers of interpreters ask nobody who he is, know no encryption and no limits, and
serve every file of their folder; what was meant for a trial is open to all that reach the container.
Instead: run a server that is made for it; bind to this machine alone, ``--bind 127.0.0.1``; wait for others with
``nc -z``.
Flags: nc, ncat and netcat with ``-l``, socat with an address that listens, ``python -m http.server``, ``php -S``,
``ruby -run -e httpd`` and BusyBox' httpd, when a container starts them at an address that others reach. In the profile
strict in images and services, and as information in files for development and tests.
Not flagged: addresses of this machine, Unix sockets, ``nc -z``; commands of a build and checks of health; a listener
that hands out a shell, which reverse-shell-pattern reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import DAEMONS
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.listeners import TOOLS
from hullmark_containers.listeners import listener
from hullmark_containers.listeners import listening_image
from hullmark_containers.paths import is_trial
from hullmark_containers.reverseshells import found


@rule(DAEMONS, WARNING, on=(Command, Script), when={Command: TOOLS, Script: ("start",)}, hints={Script: ("-l",)})
def check(fact: Command | Script, context: Context) -> Iterator[Problem]:
    """Flag the word that has it listen."""
    container = fact.container
    script = fact.script if isinstance(fact, Command) else fact
    if script.use != "start" or container is None or not container.ships:
        return
    at = listener(fact) if isinstance(fact, Command) else listening_image(fact)
    if at is None or found(script.text) is not None:
        return
    aside = is_trial(context.document.path)
    profile = DEFAULT if context.document.format == "kubernetes" and not aside else STRICT
    program = fact.program if isinstance(fact, Command) else "socat"
    message = f"{program} {at} serves whoever connects, without a question; run a server that is made for it"
    yield Problem(at, message, severity=INFO if aside else None, profile=profile)
