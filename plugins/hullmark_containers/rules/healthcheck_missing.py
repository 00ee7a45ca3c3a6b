"""The image has no health check.

Why: without one the engine only knows that the process exists; a server that hangs stays in service and is never
restarted or replaced.
Instead: let the container test itself, ``HEALTHCHECK CMD wget -qO- http://localhost:8080/health || exit 1``.
Flags: an image that is built, or a service, whose own file sets no health check; in the profile strict those that name
a command and a port, in the profile all every other too.
Not flagged: HEALTHCHECK NONE, which is a decision; services that are to end, that only sleep, that another file goes on
with, or that a provider runs; stages that are not built on their own; a base known to bring a check; fragments without
FROM. Kubernetes does not use the check of an image: this rule is not in the default profile.
See: https://docs.docker.com/reference/dockerfile/#healthcheck
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    RESILIENCE,
    INFO,
    on=Container,
    profile=STRICT,
    peers=(
        "hadolint:DL3057 checkov:CKV_DOCKER_2 trivy:DS-0026 kics:Healthcheck-Instruction-Missing dockle:CIS-DI-0006"
        " pathfinder:DOCKER-BP-022 kics:healthcheck-not-set composelint:require-healthcheck"
        " kjaniec-compose-lint:healthcheck dockerbench:5.27 dockerbench:4.6"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the grip of the container."""
    if container.probes != () or container.purpose == "step" or container.role not in ("stage", "service"):
        return
    if container.role == "service" or container.image is not None:
        profile = DEFAULT if container.role == "service" or container.purpose == "server" else ALL
        yield Problem(container, "no health check is set, so a hanging process stays in service", profile=profile)
