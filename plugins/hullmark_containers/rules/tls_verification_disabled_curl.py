"""curl accepts any certificate.

Why: whoever sits between the build and the server can hand out another file, and it ends up in the image without a
trace.
Instead: drop the option. If the server's certificate is signed by an authority of your own, install that one: ``COPY
ca.crt /usr/local/share/ca-certificates/`` and ``RUN update-ca-certificates``, or name it with ``--cacert``.
Flags: ``-k`` (also in a group such as ``-fsSLk``), ``--insecure``, ``--proxy-insecure``, ``--doh-insecure``,
``insecure`` written to a ``.curlrc``, and ``-k`` in a variable such as CURL_OPTIONS. A command that only asks this
machine or a private network is information, one in a test stage a warning.
Not flagged: a ``k`` that is the value of another option (``-ok``), ``--key``, text that only mentions the option.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
See: https://curl.se/docs/sslcerts.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import SETTINGS
from hullmark_containers.switches import UNVERIFIED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

_VALUE = r"(?:^|\s)(?:-[a-zA-Z]*k[a-zA-Z]*|--(?:proxy-|doh-)?insecure)(?=\s|$)"

TABLE = Table(
    options={"curl": frozenset(("-k", "--insecure", "--proxy-insecure", "--doh-insecure"))},
    variables=dict.fromkeys(("CURL_ARGS", "CURL_FLAGS", "CURL_OPTIONS", "CURL_OPTS", "CURLOPT", "CURLOPTS"), _VALUE),
    text=r"^[ \t]*(?:-k|(?:--)?(?:proxy-)?insecure)[ \t\r]*$",
    marks=("-k", "insecure"),
    files=r"curlrc$",
)


@rule(
    ENCRYPTION,
    ERROR,
    on=SETTINGS,
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_2",
)
def check(fact: Command | Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNVERIFIED)
