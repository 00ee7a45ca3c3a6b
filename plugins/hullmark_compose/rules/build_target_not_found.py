"""The target of a build is no stage of the Dockerfile.

Why: the build fails.
Instead: name a stage, ``FROM ... AS NAME``, or give its number.
Flags: ``build.target`` that is neither the name of a stage, in any case, nor the number of one, where the Dockerfile is
``dockerfile_inline`` or the ``Dockerfile`` beside the file.
Not flagged: targets with variables; Dockerfiles elsewhere, or with a ``# syntax`` of their own.
See: https://docs.docker.com/reference/compose-file/build/#target
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import hint
from hullmark.plugin import rule

from hullmark_compose.dockerfiles import dockerfile_of
from hullmark_compose.dockerfiles import stages_of
from hullmark_compose.service import Service
from hullmark_compose.syntax import number


@rule(VALIDITY, ERROR, on=Service, peers="docker-language-server:bake-target-not-found")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the target."""
    target = service.node.mapping("build").text("target")
    if not target or not target.known:
        return
    dockerfile = dockerfile_of(service, context.document.surroundings)
    stages = stages_of(dockerfile) if dockerfile is not None else []
    index = number(target)
    if stages and target.lower() not in stages and (index is None or index >= len(stages)):
        yield Problem(target, f"the Dockerfile has no stage {target}{hint(target, sorted(filter(None, stages)))}")
