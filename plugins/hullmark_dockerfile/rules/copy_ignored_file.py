"""A file that .dockerignore excludes is copied.

Why: the file is not sent to the builder, and the build stops with "not found".
Instead: take the pattern out of .dockerignore, take the file back with ``!name``, or leave the copy out.
Flags: a literal source of COPY or ADD that a pattern of ``.dockerignore``, or of ``<name>.dockerignore`` where there is
one, matches, itself or by a folder above it; ``.`` and ``/`` where the pattern is ``*``, ``**`` or ``**/*``.
Not flagged: an ignore file with exceptions (``!name``); wildcards and variables; ``--from``, URLs, here-documents.
See: https://docs.docker.com/reference/build-checks/copy-ignored-file/
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from posixpath import normpath

from hullmark.dockerignore import effective
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.sources import has_wildcard
from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Instruction


@rule(VALIDITY, ERROR, on=Instruction, when=("COPY", "ADD"), peers="buildkit:CopyIgnoredFile")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each source."""
    if instruction.onbuild:
        return
    sources = [s for s in local_sources(instruction) if s and s.known and not has_wildcard(s)]
    name = basename(context.document.path)
    found = effective(context.document.surroundings, name) if sources else None
    if found is None or found[1].exceptions:
        return
    name, ignore = found
    for source in sources:
        path = normpath("/" + source).lstrip("/")
        if ignore.hides(path) if path else ignore.hides_all:
            yield Problem(source, f"{source} is excluded by {name}, so it is not there to be copied")
