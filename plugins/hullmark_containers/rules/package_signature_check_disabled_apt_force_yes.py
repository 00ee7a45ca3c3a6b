"""apt-get is told to go ahead whatever happens.

Why: ``--force-yes`` installs packages without a valid signature, downgrades them and removes essential ones; it is
deprecated since apt 1.1 for that reason.
Instead: write ``-y``, and where one of the things it allowed is wanted, that one alone: ``--allow-downgrades``.
Flags: ``--force-yes`` of apt-get, apt and aptitude, ``APT::Get::force-yes`` behind ``-o`` or in a written ``apt.conf``.
A test stage makes it a warning.
Not flagged: ``-y``, ``--allow-downgrades``, ``--allow-remove-essential``.
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

_WORDS = r"((?:-o)?APT::Get::force-yes=[\"']?(?:true|1|yes|on)\b[\"']?)"

TABLE = Table(
    options=dict.fromkeys(("apt", "apt-get", "aptitude"), frozenset(("--force-yes",))),
    words=dict.fromkeys(("apt", "apt-get", "aptitude"), _WORDS),
    text=r"\b(?:APT::Get::)?force-yes\s+[\"']?(?:true|1|yes|on)\b[\"']?",
    marks=("force-yes",),
    signs=("force-yes",),
)


@rule(
    SUPPLY_CHAIN,
    ERROR,
    on=(Command, File),
    when=TABLE.keys,
    hints=TABLE.hints,
    family="package-signature-check-disabled",
    peers="checkov:CKV2_DOCKER_11",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNSIGNED)
