"""git, Subversion or Mercurial accepts any certificate.

Why: whoever sits between the build and the server can serve another repository, and its code is compiled into the
image.
Instead: drop the setting; for a server with an authority of your own set ``http.<url>.sslCAInfo`` to its certificate.
Flags: GIT_SSL_NO_VERIFY with any value, since git looks only whether it is set; ``http.sslVerify`` (also for one URL)
turned off by ``git config``, by ``git -c``, in a ``.gitconfig`` or through GIT_CONFIG variables; ``svn
--trust-server-cert``, ``hg --insecure``. A test stage makes it a warning.
Not flagged: an empty variable, ``http.sslVerify true``, ``git config --unset``.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
See: https://git-scm.com/docs/git-config
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

from hullmark_containers.switches import ANY
from hullmark_containers.switches import SETTINGS
from hullmark_containers.switches import UNVERIFIED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

TABLE = Table(
    options={
        "hg": frozenset(("--insecure",)),
        "svn": frozenset(("--trust-server-cert", "--trust-server-cert-failures")),
    },
    words={
        "git": r"(?:^|\s)(?:config|-c|--config)\s(?:.*\s)?(http\.(?:\S+\.)?sslVerify[ =](?:false|0|no|off))(?=\s|$)",
    },
    variables={
        "GIT_SSL_NO_VERIFY": ANY,
        "GIT_CONFIG_PARAMETERS": r"http\.(?:\S+\.)?sslVerify'?='?(?:false|0|no|off)",
        **{f"GIT_CONFIG_KEY_{index}": r"^http\.(?:.+\.)?sslVerify$" for index in range(4)},
    },
    text=r"^[ \t]*sslVerify[ \t]*=[ \t]*(?:false|0|no|off)\b",
    marks=("sslverify",),
    files=r"git/?config",
)


@rule(
    ENCRYPTION,
    ERROR,
    on=SETTINGS,
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_14",
)
def check(fact: Command | Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNVERIFIED)
