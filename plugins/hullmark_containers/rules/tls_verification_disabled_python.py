"""Python accepts any certificate.

Why: the setting holds for every HTTPS connection of the process, also for those that send credentials; set by ENV it
stays on when the image runs.
Instead: leave it out; name an authority of your own with SSL_CERT_FILE or REQUESTS_CA_BUNDLE.
Flags: PYTHONHTTPSVERIFY=0; REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE set to nothing, by which requests before 2.28 skipped
the check; ``verify=False``, ``_create_unverified_context`` and ``CERT_NONE`` in a program on the command line or in a
here-document. A test stage makes it a warning.
Not flagged: PYTHONHTTPSVERIFY=1; a bundle that is named; SSL_CERT_FILE=/dev/null, by which every connection fails.
See: https://peps.python.org/pep-0493/
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

from hullmark_containers.switches import EMPTY
from hullmark_containers.switches import UNVERIFIED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

TABLE = Table(
    variables={"PYTHONHTTPSVERIFY": frozenset(("0",)), "REQUESTS_CA_BUNDLE": EMPTY, "CURL_CA_BUNDLE": EMPTY},
    text=r"(?-i:\bverify\s*=\s*False\b|\b_create_unverified_context\b|\bCERT_NONE\b)",
    marks=("verify", "_create_unverified_context", "cert_none"),
)


@rule(
    ENCRYPTION,
    ERROR,
    on=(Assignment, Variable, File),
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_5",
)
def check(fact: Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNVERIFIED)
