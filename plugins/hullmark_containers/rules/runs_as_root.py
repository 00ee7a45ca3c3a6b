"""The account that the container runs as is root.

Why: the file says in so many words that the process may do everything inside the container. With a mounted socket, a
writable volume or a flaw of the kernel that is everything on the host too.
Instead: switch back after the steps that need root: ``USER 10001`` behind them, or ``USER app`` with an account that
the file creates; in a manifest ``runAsUser: 10001``.
Flags: the last USER of a stage that is built on its own, also one inherited from an earlier stage, when it is root, 0,
00, ``root:group``, empty, or ContainerAdministrator on Windows; variables are replaced by their values. In a manifest
``runAsUser: 0`` of a container or taken over from its pod; as information where the pod has user accounts of its own.
In a service ``user``; as information that of an image that steps down by itself, once all capabilities are dropped.
Not flagged: root for some steps with another account behind; stages that others only copy from, which
root-user-in-build-stage reports; ``USER 1000:0``, which is no root account; an account in a variable that has no
value; a pod's account that each container replaces; ``runAsUser`` on Windows, where it means nothing.
Fix safety: unsafe; the process may no longer read its files or bind its port. Only offered when the file creates
exactly one account.
See: https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

#: Images whose entry point begins as root and goes on as another account.
_STEPPING_DOWN = ("mariadb", "mongo", "mysql", "nginx", "postgres", "rabbitmq", "redis", "valkey")


@rule(
    USERS,
    WARNING,
    on=Container,
    peers=(
        "hadolint:DL3002 checkov:CKV_DOCKER_8 trivy:DS-0002 kics:Last-User-Is-'root' semgrep:last-user-is-root"
        " dockle:CIS-DI-0001 dockerfile_lint:root_user checkov:CKV_K8S_23 trivy:KSV-0105"
        " kics:Container-running-as-root kubelinter:run-as-non-root polaris:runAsRootAllowed kubescape:C-0013"
        " checkov:CKV_ARGO_2 pss:restricted/running-as-non-root-user cis:5.2.7 nsa:non-root-containers"
        " compose-lint:CL-0018 dockerbench:4.1"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the account."""
    user = container.user
    if user is None or not user.root or user.inherited is not None or container.purpose == "step":
        return
    if container.purpose == "run":
        mapped = container.workload is not None and container.workload.host_users == "false" or _steps_down(container)
        message = f"the user is {user.account}, so the container runs with all rights"
        yield Problem(user, message, severity=INFO if mapped else None)
        return
    fix = context.set(container, "user", "", "run as the account that the file creates", safe=False)
    account = f"the last USER is {user.account}" if user.account else "the last USER is empty"
    yield Problem(user, f"{account}, so the container runs with all rights", fix)


def _steps_down(container: Container) -> bool:
    """Tell whether a service has lost its capabilities and its image is one that changes to another account."""
    image, security = container.image, container.security
    stripped = container.role == "service" and security is not None and "ALL" in security.dropped
    return stripped and image is not None and image.repository.rpartition("/")[2] in _STEPPING_DOWN
