"""The target of a build is no stage of the Dockerfile.

Why: the build fails.
Instead: name a stage, ``FROM ... AS NAME``, or give its number.
Flags: ``build.target`` of a service or ``target`` of a bake file that is neither the name of a stage, in any case, nor
the number of one, where the Dockerfile is at hand, also inline.
Not flagged: targets with variables; Dockerfiles that are fetched, or with a ``# syntax`` of their own.
See: https://docs.docker.com/reference/compose-file/build/#target
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dockerfiles import read_all
from hullmark.dockerfiles import stages_of
from hullmark.model import Build
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import hint
from hullmark.plugin import rule


@rule(VALIDITY, ERROR, on=Build, peers="docker-language-server:bake-target-not-found")
def check(build: Build, context: Context) -> Iterator[Problem]:
    """Flag the target."""
    target = build.target
    if not target or not target.known:
        return
    dockerfiles = read_all(build, context.document.surroundings)
    stages = [stages_of(dockerfile) for dockerfile in dockerfiles]
    names = {name for each in stages for name in each if name}
    many = max(map(len, stages), default=0)
    if stages and target.lower() not in names and not (target.isdecimal() and len(target) < 5 and int(target) < many):
        yield Problem(target, f"the Dockerfile has no stage {target}{hint(target, sorted(names))}")
