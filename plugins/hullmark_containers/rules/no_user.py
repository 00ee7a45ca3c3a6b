"""The image sets no USER and runs as root.

Why: a process that runs as root owns every file in its container and needs one flaw in the kernel, the runtime or a
mounted volume to own the host too; whoever finds a flaw in a server talks to a root process at once. Nobody who starts
the image sees that it runs so.
Instead: create an account and end with it: ``RUN useradd --uid 10001 app`` and ``USER 10001``; or begin from an image
that has one, such as ``gcr.io/distroless/static:nonroot``.
Flags: a stage that is built on its own, when neither it nor the stages it begins from have a USER, and its base image
is not known to run as another account. By default only servers, which have both a command and EXPOSE; all others in the
profile strict. In the profile all a unit of Podman's without ``User`` and ``UserNS``. When a variable without a value
names the base image, the finding is information only.
Not flagged: known unprivileged bases (tags with ``nonroot``, Chainguard, Bitnami, chiseled .NET, Jenkins, UBI builders
and others); an image that holds gosu, su-exec, setpriv or the like to step down by itself, or whose base does so at its
start, as postgres does; ``FROM scratch`` without a command, which only carries files; a stage of nothing but ONBUILD;
Windows images; stages that others copy from.
Fix safety: unsafe; the process may no longer read its files or bind its port. It takes the only account that the file
creates, else 65532, which needs no entry in /etc/passwd. Not offered for an image without a command, which others build
upon.
See: https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

#: The account that images made to run unprivileged have in common; it needs no entry in /etc/passwd.
_UNPRIVILEGED = "65532:65532"


@rule(
    USERS,
    WARNING,
    on=Container,
    peers=(
        "checkov:CKV_DOCKER_3 trivy:DS-0002 kics:Missing-User-Instruction semgrep:missing-user"
        " semgrep:missing-user-entrypoint dockle:CIS-DI-0001 dockerfile_lint:required-USER"
        " pathfinder:DOCKER-SEC-001 dockerbench:4.1"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the grip of the container."""
    image, workload = container.image, container.workload
    if container.user is not None or image is None:
        return
    if context.document.format == "quadlet" and workload is not None and workload.host_users is None:
        yield Problem(container, "neither User nor UserNS is set, so the image decides", severity=INFO, profile=ALL)
    if container.purpose not in ("server", "program", "base"):
        return
    profile = DEFAULT if container.purpose == "server" else STRICT
    if not image.name.known:
        message = f"no USER is set, so {image.name} decides whether this runs as root"
        yield Problem(container, message, severity=INFO, profile=profile)
        return
    message = "no USER is set, so the container runs as root"
    if image.name != "scratch":
        message += " unless its base image says otherwise"
    yield Problem(container, message, _fix(container, context), profile=profile)


def _fix(container: Container, context: Context) -> Fix | None:
    """Return the fix that sets the account which the file creates, or a number; none for an image to build upon."""
    if container.purpose == "base":
        return None
    title = "run as an unprivileged account"
    created = context.set(container, "user", "", title, safe=False)
    return created or context.set(container, "user", _UNPRIVILEGED, title, safe=False)
