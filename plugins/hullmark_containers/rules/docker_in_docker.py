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
from hullmark.model import Container
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
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.daemonkinds import ENGINE

_ENGINE_TAG = pattern(r"(?:.*-)?dind(?!-rootless)(?:-.*)?")
_ENGINE_NAME = pattern(r"(?:.*/)?(?:[\w.]+-)*dind(?:-(?!rootless)[\w.-]+)?")
#: Images that run containers within where they are privileged.
_PRIVILEGED = pattern(r"(?:.*/)?(?:moby/buildkit|kindest/node|rancher/k3s|rancher/k3d(?:-.*)?|k3s-io/k3s)")
_STARTED = pattern(r"\bdockerd\b|\bdind\b|containerd\s*&|service docker start")
_MESSAGE = "runs a container engine in the container; build rootless, or without a daemon"


@rule(
    DAEMONS,
    WARNING,
    on=(Command, Image, Url, RemoteReference),
    when=(*ENGINE.commands, "feature"),
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
        if fact.use in ("base", "run") and _is_engine(fact, container):
            yield Problem(fact.text, f"{fact.name}{f':{fact.tag}' if fact.tag else ''} {_MESSAGE}")
    elif isinstance(fact, Url):
        if fact.host == "get.docker.com":
            yield Problem(fact.text, "the script of get.docker.com installs an engine; the client is docker-ce-cli")
    else:
        yield from _of_command(fact, context)


def _is_engine(image: Image, container: Container | None) -> bool:
    """Tell whether an image is an engine by its name, or one by its name and its rights."""
    tag = image.tag if image.tag is not None and image.tag.known else ""
    if image.repository == "docker" and _ENGINE_TAG.fullmatch(tag) or _ENGINE_NAME.fullmatch(image.repository):
        return "rootless" not in tag
    security = container.security if container is not None else None
    privileged = security is not None and security.privileged == "true"
    return privileged and "rootless" not in tag and _PRIVILEGED.fullmatch(image.repository) is not None


def _of_command(command: Command, context: Context) -> Iterator[Problem]:
    started = _started(command)
    if started is not None:
        yield Problem(started, f"{started} {_MESSAGE}")
    for word in ENGINE.installed(command):
        runs = _STARTED.search(context.document.text) is not None
        message = f"{word} brings a container engine along; to speak to one elsewhere the client is enough"
        yield Problem(word, message, severity=None if runs else INFO, profile=DEFAULT if runs else STRICT)


def _started(command: Command) -> Text | None:
    """Return the program that is an engine; podman is one as a service alone."""
    if command.program == "podman" and command.args[:2] != ("system", "service"):
        return None
    if command.args[:1] in (("config",), ("--config-dump",)) or any("rootless" in arg for arg in command.args):
        return None
    return ENGINE.started(command)
