"""What is fetched is run without a look at it.

Why: whoever controls the server, its name or the way to it decides what runs here, and may give the one who looks
another script than the one who pipes; a download that breaks off runs as far as it came.
Instead: fetch a fixed version into a file, compare it with a checksum that is written here, then run it:
``curl -fsSLo install.sh URL && echo "<sha256>  install.sh" | sha256sum -c && sh install.sh``. Often a package does.
Flags: curl, wget and the like piped into a shell, Python, Perl, Ruby, PHP or Node, also through sudo, tee, sed and
the like; ``bash <(curl ...)``, ``sh -c "$(curl ...)"``, ``eval "$(curl ...)"``, ``. <(curl ...)``; of PowerShell
``iwr ... | iex`` and ``iex (...DownloadString(...))``. So in scripts that the file holds or writes.
Not flagged: what is piped into tar, jq, gpg and others that only read it; ``python -c`` and the like with a program of
their own; hosts of this machine or a private network; a script that is saved first.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.pipedscripts import HINTS
from hullmark_containers.pipedscripts import INTERPRETERS
from hullmark_containers.pipedscripts import Fed
from hullmark_containers.pipedscripts import fed
from hullmark_containers.pipedscripts import fed_in


@rule(SUPPLY_CHAIN, WARNING, on=(Command, File), when=INTERPRETERS, hints={File: HINTS})
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag the interpreter."""
    if isinstance(fact, File):
        for found in fed_in(fact):
            yield _problem(found)
        return
    run = fed(fact)
    if run is not None:
        yield _problem(run)


def _problem(found: Fed) -> Problem:
    source = f" from {found.host}" if found.host else ""
    return Problem(
        found.interpreter,
        f"{found.interpreter} runs what {found.fetcher} fetches{source}; save it, compare a checksum, then run it",
    )
