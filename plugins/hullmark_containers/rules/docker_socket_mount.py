"""The control socket of a container engine reaches the container.

Why: whoever may write to the socket may start a privileged container that mounts the host's disk; it is root on the
host without any further flaw.
Instead: build images without a daemon (BuildKit rootless, kaniko, buildah), or put a proxy in between that only
lets the needed calls pass.
Flags: the sockets of Docker, containerd, CRI-O, Podman and BuildKit and Docker's named pipe on Windows, as VOLUME, as
the source or target of a mount, as ``hostPath`` of a volume, behind ``-v`` or ``--mount`` of ``docker run``, in a
label that holds such a command, and as ``use_api_socket`` of a service; where a host's directory is mounted, also one
with a socket in it. That a mount is read-only does not help: a socket is spoken to, not written.
Not flagged: another source that a service only sees under such a name; ``DOCKER_HOST`` alone; comments; a copy of the
client.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Mount
from hullmark.model import Variable
from hullmark.plugin import ERROR
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.sockets import of_command
from hullmark_containers.sockets import of_mount
from hullmark_containers.sockets import of_text


@rule(
    PRIVILEGES,
    ERROR,
    on=(Mount, Command, Variable),
    when=("docker", "podman", "nerdctl", "LABEL"),
    peers=(
        "semgrep:dockerfile-dockerd-socket-mount pathfinder:DOCKER-SEC-006 checkov:CKV_K8S_27 trivy:KSV-0006"
        " kics:Docker-daemon-socket-is-exposed-to-containers kubelinter:docker-sock kubesec:DockerSock"
        " kubescape:C-0074 semgrep:exposing-docker-socket-hostpath kics:docker-socket-mounted-in-container"
        " semgrep:exposing-docker-socket-volume compose-lint:CL-0001 codepathfinder:COMPOSE-SEC-002"
        " dockerbench:5.32"
    ),
)
def check(fact: Mount | Command | Variable, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    if isinstance(fact, Mount):
        places = of_mount(fact)
    elif isinstance(fact, Variable):
        places = of_text(fact.value) if fact.kind == "label" and fact.value is not None else iter(())
    else:
        places = of_command(fact)
    for place in places:
        yield Problem(place, f"{place} lets the container command its host's engine, which is root there")
