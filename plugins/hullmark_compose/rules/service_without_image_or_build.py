"""A service has neither an image nor a build.

Why: Compose refuses the whole project, since it does not know what to run.
Instead: add ``image`` or ``build``.
Flags: a service of a file that is a project of its own with neither ``image``, ``build`` nor ``provider``, what it
extends and a merge key brings in included.
Not flagged: overrides and fragments; a service that extends one in a file that is not read, or that an override beside
the file completes.
See: https://docs.docker.com/reference/compose-file/services/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service


@rule(VALIDITY, ERROR, on=Service, peers="composego:no-image-nor-build")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if service.void:
        yield Problem(service, f"{service.called} has neither image nor build")
