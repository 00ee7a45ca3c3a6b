"""yum, dnf or zypper accepts any certificate of a repository.

Why: whoever sits between the build and the repository can serve other metadata and packages; where signatures are not
checked either, they are installed.
Instead: drop the setting; name an authority of your own with ``sslcacert=/path/ca.crt`` in the repository.
Flags: ``sslverify`` turned off by ``yum-config-manager``, ``dnf config-manager`` or ``--setopt`` of any command, or in
a written ``.repo`` or configuration file; ``ssl_verify=no`` in a repository of zypper. A test stage makes it a warning.
Not flagged: ``sslverify=1``; a line that is a comment.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
See: https://dnf.readthedocs.io/en/latest/conf_ref.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import UNVERIFIED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

_WORDS = r"(?:^|\s)((?:--setopt=)?[^\s=]*\bsslverify=(?:0|false|no|off))(?=\s|$)"
_PROGRAMS = (
    "yum", "dnf", "microdnf", "tdnf", "yum-config-manager", "dnf-config-manager", "yumdownloader", "reposync",
    "repoquery",
)

TABLE = Table(
    words={**dict.fromkeys(_PROGRAMS, _WORDS), "zypper": r"\b(ssl_verify=no)\b"},
    text=r"\bsslverify[ \t]*=[ \t]*(?:0|false|no|off)\b|\bssl_verify[ \t]*=[ \t]*(?:no|off)\b",
    marks=("sslverify", "ssl_verify"),
)


@rule(
    ENCRYPTION,
    ERROR,
    on=(Command, File),
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_15",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNVERIFIED)
