"""An archive is copied and then unpacked by RUN.

Why: the archive stays in the layer of COPY, also when RUN deletes it afterwards: the image carries the files twice.
Instead: ``ADD app.tar.gz /opt/`` unpacks a local tar archive; for others there is ``RUN --mount=type=bind``.
Flags: COPY from the build context of an archive that a later RUN of the stage unpacks with tar, gunzip and the like.
Not flagged: zip files, which ADD does not unpack; ``tar`` that picks members, strips folders or filters names; archives
whose checksum is verified; ``--from``.
See: https://docs.docker.com/build/building/best-practices/#add-or-copy
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.sources import has_wildcard
from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

_ARCHIVE = pattern(
    r"\.(?:tar|tgz|taz|tb2|tbz2?|tz2|txz|tlz|tpz|tzo|tzst|gz|bz2|xz|lzma|lz|z|zst|lzo)$", re.IGNORECASE
)
_UNPACKERS = frozenset(("gunzip", "bunzip2", "unlzma", "unxz", "zgz", "uncompress", "zcat", "gzcat", "unzip"))
_CHECKSUMS = frozenset(("sha256sum", "sha512sum", "sha1sum", "md5sum", "shasum", "gpg", "cosign"))
_PICKING = ("--strip", "--transform", "--xform", "--wildcards", "--exclude", "--no-anchored", "-T", "--files-from")


@rule(BUILD, INFO, on=Stage, profile=STRICT, peers="hadolint:DL3010")
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the copied archive."""
    copied: dict[str, Text] = {}
    for instruction in stage.instructions:
        if instruction.key == "COPY":
            copied.update(_archives(instruction))
        elif instruction.key == "RUN" and copied and instruction.script is not None:
            for command in instruction.script.commands:
                names = {arg.rsplit("/", 1)[-1] for arg in command.args}
                for name in sorted(names & copied.keys()):
                    if command.program in _CHECKSUMS:
                        del copied[name]
                    elif _unpacks(command):
                        message = f"{name} is copied and unpacked, and stays in the layer"
                        yield Problem(copied.pop(name), message, notes=((command.name, "unpacked here"),))


def _archives(instruction: Instruction) -> Iterator[tuple[str, Text]]:
    """Yield the names that archives have once they are copied, with their sources."""
    found = local_sources(instruction)
    renamed = instruction.expanded[-1] if len(found) == 1 and _ARCHIVE.search(instruction.expanded[-1]) else None
    for source in found:
        if renamed is not None or _ARCHIVE.search(source) and not has_wildcard(source):
            yield (renamed or source).rsplit("/", 1)[-1], source


def _unpacks(command: Command) -> bool:
    """Tell whether a command unpacks all of the archive that it names."""
    if command.program != "tar":
        return command.program in _UNPACKERS
    args = [str(arg) for arg in command.args]
    if any(arg.startswith(_PICKING) for arg in args):
        return False
    dashless = args[:1] and not args[0].startswith("-")
    options = {option.name for option in command.arguments.options}
    if dashless:
        operands = command.arguments.operands[1:]
        extracts = "x" in args[0]
    else:
        operands = command.arguments.operands
        extracts = not options.isdisjoint(("-x", "--extract", "--get"))
    return extracts and not [word for word in operands if not _ARCHIVE.search(word)]
