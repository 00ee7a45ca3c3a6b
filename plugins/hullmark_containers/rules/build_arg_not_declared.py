"""A build argument is not declared in the Dockerfile.

Why: the build only warns of it, and the value is used nowhere: it was misspelled, or its ARG is gone.
Instead: declare it, ``ARG NAME``, in the stage that uses it, or leave it out.
Flags: a name in ``build.args`` of a service or ``args`` of a target for which the Dockerfile has no ARG in any stage,
where it is at hand, also inline; of a target that others inherit from, if none of their Dockerfiles has one.
Not flagged: arguments that every build has: of proxies, of platforms and those called ``BUILDKIT_`` and
``SOURCE_DATE_EPOCH``; Dockerfiles that are fetched, or with a ``# syntax`` of their own.
See: https://docs.docker.com/reference/compose-file/build/#args
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dockerfiles import arguments_of
from hullmark.dockerfiles import read_all
from hullmark.model import Build
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import hint
from hullmark.plugin import rule


_GIVEN = frozenset((
    "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY", "SOURCE_DATE_EPOCH", "TARGETPLATFORM",
    "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT",
))


@rule(VALIDITY, WARNING, on=Build, peers="docker-language-server:bake-undefined-arg")
def check(build: Build, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    dockerfiles = read_all(build, context.document.surroundings) if build.arguments else []
    if not dockerfiles:
        return
    declared = set().union(*map(arguments_of, dockerfiles))
    for name in build.arguments:
        if not name.known or name in declared or name.upper() in _GIVEN or name.startswith("BUILDKIT_"):
            continue
        yield Problem(name, f"the Dockerfile declares no ARG {name}{hint(name, sorted(declared))}")
