"""The control sockets of container engines, and where they are mounted."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Mount
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.paths import normal

_SOCKET = pattern(
    r"(?:/[\w.-]+)*/(?:docker|containerd|cri-?o|crio|podman|cri-dockerd|dockershim|buildkitd)\.sock\b"
    r"|//[./]+/pipe/(?:docker_engine|containerd-containerd)\b",
)
_MOUNTING = pattern(r"(?:^|\s)(?:-v|--volume|--mount)(?:=|\s+)(\S+)")
#: Longer words name no mount.
_LONGEST = 1024
#: Directories of a host that hold such a socket.
_DIRECTORIES = frozenset((
    "/", "/run", "/run/containerd", "/run/crio", "/run/docker", "/run/k3s", "/run/k3s/containerd", "/run/podman",
))


def of_mount(mount: Mount) -> Iterator[Text]:
    """Yield the path of a mount that is a socket, or a host's directory with one in it."""
    service = mount.container is not None and mount.container.role == "service"
    for path in (mount.source,) if service and mount.source is not None else (mount.source, mount.target):
        if path is None or not path.known or len(path) > _LONGEST:
            continue
        match = _SOCKET.match(normal(path))
        if match is not None and (match.end() == len(match.string) or ":" in path):
            yield path
            return
    staged = mount.container is not None and mount.container.role == "stage"
    if mount.kind == "bind" and not staged and mount.source is not None:
        directory = normal(mount.source)
        if directory.startswith("/var/run"):
            directory = directory.removeprefix("/var")
        if directory in _DIRECTORIES:
            yield mount.source


def of_command(command: Command) -> Iterator[Text]:
    """Yield the sockets that ``docker run`` mounts."""
    previous = ""
    for arg in command.args:
        if previous in ("-v", "--volume", "--mount") or arg.startswith(("-v", "--volume=", "--mount=")):
            yield from _socket(arg)
        previous = str(arg)


def of_text(text: Text) -> Iterator[Text]:
    """Yield the sockets that a command within a text mounts."""
    for match in _MOUNTING.finditer(text) if ".sock" in text else ():
        yield from _socket(text.part(*match.span(1)))


def _socket(word: Text) -> Iterator[Text]:
    """Yield the socket in a word that names a mount."""
    match = _SOCKET.search(word) if len(word) < _LONGEST else None
    if match is not None:
        yield word.part(*match.span())
