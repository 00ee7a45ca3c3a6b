"""Node.js accepts any certificate.

Why: the variable holds for every connection of every script, also for those that send credentials; set by ENV it stays
on when the image runs.
Instead: leave it out; name an authority of your own with
``NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/ca.crt``.
Flags: NODE_TLS_REJECT_UNAUTHORIZED with the value 0 in ENV, ARG, ``export``, in front of a command, in a written
``.env`` file or as ``process.env``; ``rejectUnauthorized: false`` in a program on the command line or in a
here-document. A test stage makes it a warning.
Not flagged: any other value: Node.js compares with 0 alone.
See: https://nodejs.org/api/cli.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import UNVERIFIED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

TABLE = Table(
    variables={"NODE_TLS_REJECT_UNAUTHORIZED": frozenset(("0",))},
    text=r"\brejectUnauthorized['\"]?\s*:\s*false\b",
    marks=("rejectunauthorized",),
)


@rule(
    ENCRYPTION,
    ERROR,
    on=(Assignment, Variable, File),
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_6",
)
def check(fact: Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNVERIFIED)
