"""apt installs packages without a valid signature.

Why: the signature of the package lists is what ties a package to the distribution; without it a mirror or whoever sits
in between decides what is installed as root.
Instead: install the key of the repository and name it: ``deb [signed-by=/etc/apt/keyrings/vendor.asc] https://...``.
Flags: ``--allow-unauthenticated``, ``--allow-insecure-repositories`` and the like of apt-get, apt and aptitude; the
same settings behind ``-o`` or in a written ``apt.conf``. A test stage makes it a warning; so does, in the profile
strict, installing nothing but files in an instruction that fetches nothing.
Not flagged: ``--no-allow-insecure-repositories``; ``--force-yes``, which is
package-signature-check-disabled-apt-force-yes.
Fix safety: unsafe; the option is dropped, and a package without a trusted signature is no longer installed.
See: https://manpages.debian.org/bookworm/apt/apt-get.8.en.html
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

from hullmark_containers.switches import UNSIGNED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

_OPTIONS = frozenset((
    "--allow-unauthenticated", "--allow-insecure-repositories", "--allow-downgrade-to-insecure-repositories",
    "--allow-untrusted",
))
_NAMES = r"(?:AllowUnauthenticated|AllowInsecureRepositories|AllowDowngradeToInsecureRepositories)"
_WORDS = rf"((?:-o)?(?:APT::Get|Acquire)::{_NAMES}=[\"']?(?:true|1|yes|on)\b[\"']?)"

TABLE = Table(
    options=dict.fromkeys(("apt", "apt-get", "aptitude"), _OPTIONS),
    words=dict.fromkeys(("apt", "apt-get", "aptitude"), _WORDS),
    text=rf"\b(?:(?:APT::Get|Acquire)::)?{_NAMES}\s+[\"']?(?:true|1|yes|on)\b[\"']?",
    marks=("allowunauthenticated", "allowinsecurerepositories", "allowdowngradetoinsecurerepositories"),
    packages=(".deb",),
    signs=("allow",),
)


@rule(
    SUPPLY_CHAIN,
    ERROR,
    on=(Command, File),
    when=TABLE.keys,
    hints=TABLE.hints,
    family="package-signature-check-disabled",
    peers="checkov:CKV2_DOCKER_8",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNSIGNED)
