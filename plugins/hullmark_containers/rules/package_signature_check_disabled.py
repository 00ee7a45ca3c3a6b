"""Packages are installed without a valid signature or checksum.

Why: the signature is what ties a package to its vendor; without it a mirror, or whoever sits in between, decides what
is installed as root.
Instead: install the vendor's key and drop the switch; for apt, ``deb [signed-by=/etc/apt/keyrings/vendor.asc]
https://...``.
Flags: switches of tools without a rule of their own, as options and in written configuration: sources of apt marked
``trusted=yes``, SigLevel ``Never`` or ``TrustAll`` of pacman, ``--no-gpg-checks`` of zypper, debootstrap, flatpak,
snap, nix, Chocolatey, winget and others. A test stage makes it a warning, and so does, in the profile strict, a source
of apt on the image's own disk.
Not flagged: apk, apt-get, rpm, yum and dnf options, which have rules of their own in this family; a line that is a
comment.
Fix safety: unsafe; the option is dropped, and a package without a trusted signature is no longer installed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import ERROR
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import UNSIGNED
from hullmark_containers.switches import problems
from hullmark_containers.tools import SIGNATURES


@rule(
    SUPPLY_CHAIN,
    ERROR,
    on=(Command, File),
    when=SIGNATURES.keys,
    hints=SIGNATURES.hints,
    peers="checkov:CKV2_DOCKER_8",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    for problem in problems(fact, context, SIGNATURES, UNSIGNED):
        local = isinstance(fact, File) and problem.at.endswith(("file:", "copy:"))
        yield problem._replace(severity=WARNING, profile=STRICT) if local else problem
