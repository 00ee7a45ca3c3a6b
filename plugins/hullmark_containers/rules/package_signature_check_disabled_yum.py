"""yum, dnf or tdnf installs packages without a valid signature.

Why: a package that was changed on the way, or by a mirror, is installed as root as if it came from the vendor.
Instead: write ``gpgcheck=1`` and ``gpgkey=https://...`` into the repository, or import the key with ``rpm --import``
first.
Flags: ``--nogpgcheck``, ``--no-gpgchecks`` and ``--setopt`` with ``gpgcheck=0`` of yum, dnf, microdnf, tdnf and their
configuration managers; ``gpgcheck=0`` or ``localpkg_gpgcheck=0`` in a written file. ``repo_gpgcheck=0`` alone is
information: packages are still checked, the list of packages is not. A warning in a test stage and, in the profile
strict, where only files are installed and the instruction fetches nothing.
Not flagged: ``gpgcheck=1``; a line that is a comment.
Fix safety: unsafe; the option is dropped, and a package without a trusted signature is no longer installed.
See: https://dnf.readthedocs.io/en/latest/conf_ref.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import UNSIGNED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

_PROGRAMS = (
    "yum", "dnf", "microdnf", "tdnf", "yum-config-manager", "dnf-config-manager", "yumdownloader", "reposync",
)
_OFF = r"[ \t]*=[ \t]*(?:0|false|no|off)\b"

TABLE = Table(
    options=dict.fromkeys(_PROGRAMS, frozenset(("--nogpgcheck", "--no-gpgcheck", "--no-gpgchecks"))),
    words=dict.fromkeys(_PROGRAMS, rf"(?:^|\s)((?:--setopt=)?[^\s=]*\b(?:localpkg_|pkg_)?gpgcheck{_OFF})(?=\s|$)"),
    text=rf"\b(?:localpkg_|pkg_)?gpgcheck{_OFF}",
    marks=("gpgcheck",),
    packages=(".rpm",),
)
#: Packages are still checked.
LISTS = Table(text=rf"\brepo_gpgcheck{_OFF}")


@rule(
    SUPPLY_CHAIN,
    ERROR,
    on=(Command, File),
    when=TABLE.keys,
    hints=TABLE.hints,
    family="package-signature-check-disabled",
    peers="checkov:CKV2_DOCKER_9",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    found = list(problems(fact, context, TABLE, UNSIGNED))
    yield from found
    if not found and isinstance(fact, File):
        for problem in problems(fact, context, LISTS, "leaves the list of packages unchecked"):
            yield problem._replace(severity=INFO)
