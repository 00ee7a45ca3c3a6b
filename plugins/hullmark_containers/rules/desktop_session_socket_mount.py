"""A socket of the host's desktop or system bus reaches the service.

Why: over X11 a program reads every key that is typed and every window; over the session's bus it starts programs as
the user, over the system's it talks to services that run as root.
Instead: give a program with windows its own display (Xvfb, xpra), and a filtered bus (xdg-dbus-proxy).
Flags: a mount of /tmp/.X11-unix, of $XAUTHORITY, of /run/dbus/system_bus_socket, or of bus, wayland-0, pulse or
pipewire-0 below /run/user.
Not flagged: services of Compose with a profile for development; other sockets.
See: https://docs.docker.com/reference/compose-file/services/#volumes
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Mount
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule


_SOCKET = pattern(
    r"/tmp/\.X11-unix(?:/.*)?|(?:/var)?/run/dbus(?:/system_bus_socket)?"
    r"|(?:/run/user/[^/]+|\$\{?XDG_RUNTIME_DIR\}?)/(?:bus|wayland-[^/]+|pulse(?:/.*)?|pipewire-[^/]+)"
    r"|\$\{?XAUTHORITY\}?|.*/\.Xauthority"
)
_DEVELOPMENT = frozenset(("debug", "dev", "devel", "development", "local", "test"))


@rule(PRIVILEGES, INFO, on=Mount, profile=STRICT, peers="compose-lint:CL-0013")
def check(mount: Mount, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    container, source = mount.container, mount.source
    if source is None or container is None or container.role != "service":
        return
    workload = container.workload
    if workload is not None and _DEVELOPMENT.intersection(workload.profiles):
        return
    if _SOCKET.fullmatch(source.rstrip("/")):
        yield Problem(source, f"{source} lets the service into the host's session")
