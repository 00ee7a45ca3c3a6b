"""Docker's content trust is switched off.

Why: without it Docker pulls an image whose tag nobody signed as if it were signed; where a policy switched trust on,
this switches it off again.
Instead: leave the variable to whoever runs the build, or set ``DOCKER_CONTENT_TRUST=1``.
Flags: DOCKER_CONTENT_TRUST set to 0 or false, ``--disable-content-trust`` of docker.
Not flagged: a file that says nothing about trust: it is a setting of the client; services, of which
content-trust-disabled says it.
See: https://docs.docker.com/engine/security/trust/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import OFF
from hullmark_containers.switches import SETTINGS
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

TABLE = Table(
    options={"docker": frozenset(("--disable-content-trust",))},
    variables={"DOCKER_CONTENT_TRUST": OFF},
)


@rule(
    SUPPLY_CHAIN,
    INFO,
    on=SETTINGS,
    when=TABLE.keys,
    hints=TABLE.hints,
    profile=STRICT,
    peers="dockle:CIS-DI-0005 dockle:CIS-DI-0002",
)
def check(fact: Command | Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what switches it off."""
    if fact.container is not None and fact.container.role == "service":
        return
    for problem in problems(fact, context, TABLE, "takes images that nobody signed"):
        yield problem._replace(fix=None, severity=None)
