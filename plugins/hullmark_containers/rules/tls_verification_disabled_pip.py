"""pip, uv or Poetry trusts a host without a valid certificate.

Why: for such a host pip takes any certificate and even plain HTTP, so whoever sits in between can serve another
package, and its code runs in the build.
Instead: drop the option; name an authority of your own with ``--cert``, PIP_CERT or SSL_CERT_FILE.
Flags: ``--trusted-host`` (``--allow-insecure-host`` of uv) on the command line, by ``pip config set``, in a written
``pip.conf`` or requirements file, in PIP_TRUSTED_HOST or UV_INSECURE_HOST; ``poetry config certificates.x.cert false``.
Hosts of this machine or a private network are information, a test stage makes it a warning.
Not flagged: an empty PIP_CERT, which pip ignores; text that only mentions the option.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
See: https://pip.pypa.io/en/stable/cli/pip/
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
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

_PIP = frozenset(("--trusted-host",))
_UV = frozenset(("--allow-insecure-host", "--trusted-host"))
_SET = r"(?:^|\s)set\s(?:.*\s)?((?:global|install|user|site|download|:env:)\.trusted[-_]host)(?=[\s=])"

TABLE = Table(
    options={"pip": _PIP, "pip-compile": _PIP, "pip-sync": _PIP, "pipenv": _PIP, "uv": _UV, "uvx": _UV},
    words={
        "pip": _SET,
        "pipenv": r"(--trusted-host)\b",
        "pipx": r"(--trusted-host)\b",
        "poetry": r"(certificates\.\S+\.cert[ =]false)(?=\s|$)",
    },
    variables={"PIP_TRUSTED_HOST": ANY, "UV_INSECURE_HOST": ANY},
    text=r"^[ \t]*(?:--)?trusted[-_]host\b\s*[= ]\s*\S+|^[ \t]*allow-insecure-host[ \t]*=",
    marks=("trusted-host", "trusted_host", "allow-insecure-host"),
)


@rule(
    ENCRYPTION,
    ERROR,
    on=SETTINGS,
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_4 checkov:CKV2_DOCKER_16",
)
def check(fact: Command | Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, "turns certificate verification off for the host")
