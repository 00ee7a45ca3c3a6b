"""The container is given all variables of its host.

Why: what the host's session holds, tokens of a shell or of a build among it, is in the container for every program
there, and for whoever breaks into one.
Instead: name the variables that it needs, ``Environment=NAME=value`` or ``Environment=NAME``, and give credentials with
``Secret=``.
Flags: ``EnvironmentHost=true`` and ``--env-host`` of a unit; ``env_host = true`` of containers.conf.
Not flagged: single variables that are taken over.
See: https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_daemon.quadletunit import Quadlet
from hullmark_daemon.settings import Settings

_MESSAGE = "the container is given all variables of its host"


@rule(CREDENTIALS, WARNING, on=(Quadlet, Settings), when=("Container", "podman"))
def check(fact: Quadlet | Settings, context: Context) -> Iterator[Problem]:
    """Flag the value or the option."""
    if isinstance(fact, Quadlet):
        said = fact.section.flag("EnvironmentHost")
        for value in (said, fact.options.last("env-host")):
            if value == "true":
                yield Problem(value, _MESSAGE, secret=False)
    elif fact.root.mapping("containers").is_true("env_host"):
        yield Problem(fact.root.find("containers", "env_host"), _MESSAGE, secret=False)
