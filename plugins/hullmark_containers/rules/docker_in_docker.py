"""A container engine runs inside of the container.

Why: an engine that is no rootless one needs a privileged container, which is root on the host; and what it builds and
runs is seen by no policy and no limit of the platform.
Instead: build without a daemon or rootless: ``moby/buildkit:rootless``, buildah, ``docker:dind-rootless``; to speak to
an engine elsewhere the client alone is enough (docker-cli, docker-ce-cli).
Flags: images of Docker's that begin with ``dind``; BuildKit, k3s and nodes of kind that are privileged; dockerd,
containerd, buildkitd and ``podman system service`` started; the script of get.docker.com. As information the feature
docker-in-docker of a container for development, and, in the profile strict, packages with the engine that nothing in
the file starts.
Not flagged: rootless engines, clients, ``dockerd --version``; a package that the same script removes again; stages that
only build.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Image
from hullmark.model import RemoteReference
from hullmark.model import Url
from hullmark.plugin import DAEMONS
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.daemonkinds import ENGINE
from hullmark_containers.engines import engine_started
from hullmark_containers.engines import is_engine

_STARTED = pattern(r"\bdockerd\b|\bdind\b|containerd\s*&|service docker start")
_MESSAGE = "runs a container engine in the container; build rootless, or without a daemon"


@rule(
    DAEMONS,
    WARNING,
    on=(Command, Image, Url, RemoteReference),
    when=(*ENGINE.commands, "feature"),
    hints={Command: ENGINE.hints, Image: ("dind", "buildkit", "k3d", "k3s", "kindest"), Url: ("get.docker.com",)},
)
def check(fact: Command | Image | Url | RemoteReference, context: Context) -> Iterator[Problem]:
    """Flag the image, the program, the package, the script or the feature."""
    if isinstance(fact, RemoteReference):
        if "/docker-in-docker" in fact.text or fact.text.startswith("docker-in-docker"):
            yield Problem(fact.text, f"{fact.text} {_MESSAGE}", severity=INFO)
        return
    container = fact.container
    if container is not None and not container.ships:
        return
    if isinstance(fact, Image):
        if fact.use in ("base", "run") and is_engine(fact, container):
            yield Problem(fact.text, f"{fact.name}{f':{fact.tag}' if fact.tag else ''} {_MESSAGE}")
    elif isinstance(fact, Url):
        if fact.host == "get.docker.com":
            yield Problem(fact.text, "the script of get.docker.com installs an engine; the client is docker-ce-cli")
    else:
        yield from _of_command(fact, context)


def _of_command(command: Command, context: Context) -> Iterator[Problem]:
    started = engine_started(command)
    if started is not None:
        yield Problem(started, f"{started} {_MESSAGE}")
    for word in ENGINE.installed(command):
        runs = _STARTED.search(context.document.text) is not None
        message = f"{word} brings a container engine along; to speak to one elsewhere the client is enough"
        yield Problem(word, message, severity=None if runs else INFO, profile=DEFAULT if runs else STRICT)
