"""A service's Dockerfile copies a file that .dockerignore excludes.

Why: the file is not sent to the builder, and the build stops with "not found".
Instead: take the pattern out of .dockerignore, take the file back with ``!name``, or leave the copy out.
Flags: a literal source of COPY or ADD, in a Dockerfile that does not lie at the root of the context or that is written
in the Compose file, which a pattern of the context's ``.dockerignore`` matches, itself or by a folder above it.
Not flagged: a Dockerfile at the root of the context, where copy-ignored-file tells; ignore files with exceptions
(``!name``); wildcards and variables; ``--from``, URLs, here-documents; a context that is fetched.
See: https://docs.docker.com/reference/build-checks/copy-ignored-file/
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from hullmark.dockerignore import Ignore
from hullmark.dockerignore import effective
from hullmark.plugin import BUILD
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.dockerfiles import copied_by
from hullmark_compose.dockerfiles import dockerfile_of
from hullmark_compose.dockerfiles import path_of
from hullmark_compose.dockerfiles import tells_itself
from hullmark_compose.service import Service


@rule(BUILD, WARNING, on=Service, peers="buildkit:CopyIgnoredFile")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag what names the Dockerfile."""
    at = service.build.text("dockerfile_inline") or service.build.text("dockerfile")
    path, folder = path_of(service), service.context
    if path is None or folder is None or at is None or tells_itself(service):
        return
    around = context.document.surroundings
    found = effective(around, path, normpath(folder))
    dockerfile = dockerfile_of(service, around) if found is not None else None
    if found is None or found[1].exceptions or dockerfile is None:
        return
    name, ignore = found
    missing = [source for source in copied_by(dockerfile) if _hidden(source, ignore)]
    if missing:
        more = f" and {len(missing) - 1} more" * (len(missing) > 1)
        yield Problem(at, f"the Dockerfile copies {missing[0]}{more}, which {normpath(name)} excludes from the context")


def _hidden(source: str, ignore: Ignore) -> bool:
    path = normpath("/" + source).lstrip("/")
    return ignore.hides(path) if path else ignore.hides_all
