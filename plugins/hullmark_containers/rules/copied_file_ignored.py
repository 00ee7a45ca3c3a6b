"""A Dockerfile that is built copies a file that .dockerignore excludes.

Why: the file is not sent to the builder, and the build stops with "not found".
Instead: take the pattern out of .dockerignore, take the file back with ``!name``, or leave the copy out.
Flags: a literal source of COPY or ADD, in a Dockerfile that does not lie at the root of the context or that is written
in the Compose or bake file, which a pattern of the context's ``.dockerignore`` matches, itself or by a folder above it.
Not flagged: a Dockerfile at the root of the context, where copy-ignored-file tells; ignore files with exceptions
(``!name``); wildcards and variables; ``--from``, URLs, here-documents; a context that is fetched.
See: https://docs.docker.com/reference/build-checks/copy-ignored-file/
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from hullmark.dockerfiles import at_root
from hullmark.dockerfiles import copied_by
from hullmark.dockerfiles import read
from hullmark.dockerignore import Ignore
from hullmark.dockerignore import effective
from hullmark.model import Build
from hullmark.plugin import BUILD
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(BUILD, WARNING, on=Build, peers="buildkit:CopyIgnoredFile")
def check(build: Build, context: Context) -> Iterator[Problem]:
    """Flag what names the Dockerfile."""
    at, source = build.at, build.sources[0]
    if at is None or source.path is None or source.context is None or at_root(source):
        return
    around = context.document.surroundings
    found = effective(around, source.path, source.context)
    dockerfile = read(source, around) if found is not None else None
    if found is None or found[1].exceptions or dockerfile is None:
        return
    name, ignore = found
    missing = [path for path in copied_by(dockerfile) if _hidden(path, ignore)]
    if missing:
        more = f" and {len(missing) - 1} more" * (len(missing) > 1)
        yield Problem(at, f"the Dockerfile copies {missing[0]}{more}, which {normpath(name)} excludes from the context")


def _hidden(written: str, ignore: Ignore) -> bool:
    path = normpath("/" + written).lstrip("/")
    return ignore.hides(path) if path else ignore.hides_all
