"""ADD is used for a plain file.

Why: ADD also fetches URLs and unpacks archives, so a file that turns out to be an archive arrives unpacked, and a
reader cannot tell whether that was meant; COPY does the one thing that is wanted.
Instead: write ``COPY config.yml /etc/app/`` and keep ADD for archives, URLs with a checksum and Git repositories.
Flags: ADD with a source in the build context that is not named like an archive, a here-document included; as
information a variable without a value when the destination is named like a file that is no archive.
Not flagged: archives (.tar and what is compressed from it, also .gz, .bz2, .xz, .zst and the like), URLs, Git
repositories, ``--checksum``, ``--unpack`` and ``--keep-git-dir``, other sources with an unknown variable, and a root
file system without an ending that becomes the whole of an image from scratch.
Fix safety: safe; the sources are plain files or folders, for which the two instructions do the same.
See: https://docs.docker.com/build/building/best-practices/#add-or-copy
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

#: Flags that only ADD has.
_ONLY_ADD = frozenset(("checksum", "unpack", "keep-git-dir"))

_REMOTE = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://|[\w.-]+@[\w.-]+:")
#: Endings that ADD unpacks, or that stand for something compressed.
_ARCHIVE = pattern(r"\.(?:z|bz2|gz|lz|lzma|lz4|xz|zst|t(?:z|b2|bz|bz2|gz|lz|pz|xz|zst))$|\.tar", re.IGNORECASE)
#: A destination that can only be a file.
_FILE = pattern(r"\.(?!d$)[A-Za-z][A-Za-z0-9]{0,9}$")
_FETCHED = pattern(r"ur[il]|link|mirror|repo|remote|download", re.IGNORECASE)


@rule(
    BUILD,
    WARNING,
    on=Instruction,
    when=("ADD",),
    peers=(
        "hadolint:DL3020 checkov:CKV_DOCKER_4 trivy:DS-0005 kics:Add-Instead-of-Copy dockle:CIS-DI-0009"
        " pathfinder:DOCKER-BP-011"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the keyword."""
    words = instruction.expanded
    if len(words) < 2 or any(flag.name in _ONLY_ADD for flag in instruction.flags):
        return
    sources, destination = words[:-1], words[-1]
    plain = [source for source in sources if _plain(source) and not _root(source, destination, instruction)]
    if plain:
        fix = None
        if len(plain) == len(sources) and "$" not in instruction.value:
            new = "COPY" if instruction.keyword.isupper() else "copy"
            edit = instruction.keyword.edit(new)
            fix = Fix("write COPY", (edit,), safe=True) if isinstance(edit, Edit) else None
        what = "a here-document" if plain[0].startswith("<<") else str(plain[0])
        yield Problem(instruction.keyword, f"ADD is used for {what}, which COPY would copy as it is", fix)
    elif any(_file(source, destination) for source in sources):
        message = f"ADD is used for what becomes the file {destination}; COPY would copy it as it is"
        yield Problem(instruction.keyword, message, severity=INFO)


def _plain(source: Text) -> bool:
    return source.known and not _REMOTE.match(source) and not _ARCHIVE.search(source)


def _root(source: Text, destination: Text, instruction: Instruction) -> bool:
    """Tell whether the source may be the archive of a root file system."""
    image = instruction.stage.image
    named = "." in source.strip("./")
    return destination == "/" and not named and image is not None and image.name == "scratch"


def _file(source: Text, destination: Text) -> bool:
    """Tell whether a source of unknown name is copied to a file that is no archive."""
    if source.known or _REMOTE.match(source) or _ARCHIVE.search(source) or _FETCHED.search(source):
        return False
    return destination.known and bool(_FILE.search(destination)) and not _ARCHIVE.search(destination)
