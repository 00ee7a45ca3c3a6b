"""apk installs packages without a trusted signature.

Why: a package that nobody signed can come from anywhere; it is installed as root and may run scripts.
Instead: put the key into ``/etc/apk/keys`` and drop the option: ``COPY vendor.rsa.pub /etc/apk/keys/``.
Flags: ``--allow-untrusted`` of an apk command that installs. A warning in a test stage and, in the profile strict,
where only files are installed and the instruction fetches nothing, since they were built or copied before.
Not flagged: ``apk index --allow-untrusted`` and other commands that install nothing; text that only mentions it.
Fix safety: unsafe; the option is dropped, and a package without a trusted signature is no longer installed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ERROR
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import UNSIGNED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

TABLE = Table(
    options={"apk": frozenset(("--allow-untrusted",))},
    unless=frozenset(("cache", "del", "dot", "fetch", "index", "info", "list", "mkndx", "policy", "search", "verify")),
    packages=(".apk",),
)


@rule(
    SUPPLY_CHAIN,
    ERROR,
    on=Command,
    when=("apk",),
    family="package-signature-check-disabled",
    peers="checkov:CKV2_DOCKER_7",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(command, context, TABLE, UNSIGNED)
