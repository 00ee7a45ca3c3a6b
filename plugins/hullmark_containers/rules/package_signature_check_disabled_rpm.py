"""rpm skips the check of signature or digest.

Why: a package that was changed on the way, or by a mirror, is installed as root as if it came from the vendor.
Instead: import the key first, ``rpm --import /etc/pki/rpm-gpg/RPM-GPG-KEY-vendor``, and drop the option.
Flags: ``--nosignature``, ``--nodigest``, ``--noverify`` and ``--nofiledigest`` of an rpm command that installs;
``%_pkgverify_level none`` by ``--define`` or in written macros. A warning in a test stage and, in the profile strict,
where only files are installed and the instruction fetches nothing.
Not flagged: queries (``rpm -qa --nosignature``), removal, verification of installed packages.
Fix safety: unsafe; the option is dropped, and a package without a trusted signature is no longer installed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import ERROR
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

TABLE = Table(
    options={"rpm": frozenset(("--nosignature", "--nodigest", "--noverify", "--nofiledigest"))},
    words={"rpm": r"(_pkgverify_level\s+none)\b"},
    text=r"%_pkgverify_level\s+none\b",
    marks=("%_pkgverify_level",),
    unless=frozenset(("-q", "--query", "-e", "--erase", "-V", "--verify", "-K", "--checksig", "--import")),
    packages=(".rpm",),
)


@rule(
    SUPPLY_CHAIN,
    ERROR,
    on=(Command, File),
    when=TABLE.keys,
    hints=TABLE.hints,
    family="package-signature-check-disabled",
    peers="checkov:CKV2_DOCKER_10",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, "skips the check of what is installed")
