"""wget or another downloader accepts any certificate.

Why: whoever sits between the build and the server can hand out another file, and it ends up in the image without a
trace.
Instead: drop the option; add the package ``ca-certificates`` where authorities are missing, and install one of your own
with ``update-ca-certificates``.
Flags: ``--no-check-certificate`` of wget, ``check_certificate = off`` in a ``.wgetrc`` or behind ``-e``,
``--check-certificate=false`` of aria2c, ``-k`` of axel, ``--verify=no`` of HTTPie. A download from this machine or a
private network is information, one in a test stage a warning.
Not flagged: ``--no-hsts``, which leaves certificates alone; text that only mentions the option.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
See: https://www.gnu.org/software/wget/manual/wget.html
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

_WGET = frozenset((
    "--no-check-certificate", "--no-check-certificates", "--no-check-cert", "--check-certificate=off",
    "--check-certificate=no", "--check-certificate=false", "--check-certificate=quiet",
))
_HTTPIE = r"(--verify[ =](?:no|false))(?=\s|$)"

TABLE = Table(
    options={
        "aria2c": frozenset(("--check-certificate=false",)),
        "axel": frozenset(("-k", "--insecure")),
        "wget": _WGET,
        "wget2": _WGET,
    },
    words={
        "http": _HTTPIE,
        "https": _HTTPIE,
        "wget": r"(check_certificate ?= ?(?:off|no|0|false))(?=\s|$)",
    },
    variables=dict.fromkeys(("WGET_ARGS", "WGET_FLAGS", "WGET_OPTIONS", "WGET_OPTS"), "--no-check-cert"),
    text=r"^[ \t]*check_certificate[ \t]*=[ \t]*(?:off|no|0|false)\b",
    marks=("check_certificate",),
)


@rule(
    ENCRYPTION,
    ERROR,
    on=SETTINGS,
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_3",
)
def check(fact: Command | Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNVERIFIED)
