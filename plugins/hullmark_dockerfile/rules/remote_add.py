"""ADD fetches a remote file without a checksum.

Why: the server decides at every build what ends up in the image, and nobody notices when it is something else.
Instead: write the checksum down, ``ADD --checksum=sha256:... https://example.com/x.tar.gz /x/``, or fetch, compare and
unpack in one RUN, which also leaves no archive behind.
Flags: an http, https or ftp source of ADD without ``--checksum``; as information a source that is a variable whose name
speaks of a URL and whose value is not known.
Not flagged: local files and archives; Git repositories, whose revision is what pins them; here-documents.
See: https://docs.docker.com/reference/dockerfile/#add
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.sources import sources
from hullmark_dockerfile.tree import Instruction

_URL = pattern(r"(?:https?|ftp)://", re.IGNORECASE)
_GIT = pattern(r"\.git(?:[#?]|$)")
_NAMED = pattern(r"\$\{?\w*(?:URL|URI|LINK)\w*\}?", re.IGNORECASE)


@rule(
    SUPPLY_CHAIN,
    WARNING,
    on=Instruction,
    when=("ADD",),
    peers="kics:Curl-or-Wget-Instead-of-Add semgrep:prefer-copy-over-add dockle:CIS-DI-0009",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the source."""
    if instruction.flag("checksum") is not None:
        return
    for source in sources(instruction):
        if _URL.match(source) and not _GIT.search(source):
            yield Problem(source, "ADD fetches a remote file that is not compared with a checksum")
        elif not source.known and _NAMED.match(source):
            message = f"ADD may fetch {source}, which is not compared with a checksum"
            yield Problem(source, message, severity=INFO)
