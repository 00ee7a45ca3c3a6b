"""A build argument is not declared in the Dockerfile.

Why: the build only warns of it, and the value is used nowhere: it was misspelled, or its ARG is gone.
Instead: declare it, ``ARG NAME``, in the stage that uses it, or leave it out.
Flags: a name in ``build.args`` for which the Dockerfile has no ARG in any stage, where that is ``dockerfile_inline`` or
the ``Dockerfile`` beside the file.
Not flagged: arguments that every build has: of proxies, of platforms and those called ``BUILDKIT_`` and
``SOURCE_DATE_EPOCH``; Dockerfiles elsewhere, or with a ``# syntax`` of their own.
See: https://docs.docker.com/reference/compose-file/build/#args
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import hint
from hullmark.plugin import rule

from hullmark_compose.dockerfiles import arguments_of
from hullmark_compose.dockerfiles import dockerfile_of
from hullmark_compose.service import Service
from hullmark_compose.syntax import pairs

_GIVEN = frozenset((
    "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY", "SOURCE_DATE_EPOCH", "TARGETPLATFORM",
    "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT",
))


@rule(VALIDITY, WARNING, on=Service, peers="docker-language-server:bake-undefined-arg")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    given = list(pairs(service.node.mapping("build").get("args")))
    dockerfile = dockerfile_of(service, context.document.surroundings) if given else None
    if dockerfile is None:
        return
    declared = arguments_of(dockerfile)
    for _, name, _ in given:
        if not name.known or name in declared or name.upper() in _GIVEN or name.startswith("BUILDKIT_"):
            continue
        yield Problem(name, f"the Dockerfile declares no ARG {name}{hint(name, sorted(declared))}")
