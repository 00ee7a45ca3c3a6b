"""What an engine is told of a container beside its rights, in a file's own fields or in options of ``docker run``."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import RunOption
from hullmark.plugin import Text

from hullmark_daemon.runoptions import MountSaid
from hullmark_daemon.runoptions import Options
from hullmark_daemon.runoptions import pair
from hullmark_daemon.runoptions import split

_NAMES = (
    "cgroup-parent", "group-add", "hostname", "log-driver", "name", "network", "pids-limit", "security-opt", "tmpfs",
    "uts",
)
_SOCKETS = ("docker.sock", "podman.sock")
_ALL = "rwm"


def option_facts(
    container: Container, options: Options, mounts: Iterable[MountSaid] = (), **fields: Iterable[Text | None]
) -> Iterator[RunOption]:
    """Yield what is said by options, and by ``fields`` under the option's name with ``_`` for its dashes.

    A container that has the engine's socket has to be let past SELinux; what is said of that is left out.
    """

    def said(name: str) -> Iterator[Text]:
        yield from (text for text in fields.get(name.replace("-", "_"), ()) if text is not None)
        yield from options.all(name)

    commands = any(mount.source is not None and mount.source.endswith(_SOCKETS) for mount in mounts)
    for name in _NAMES:
        if name != "security-opt" or not commands:
            yield from (RunOption(name, text, container) for text in said(name))
    for text in said("ulimit"):
        limit, value = pair(text)
        if value is not None:
            yield RunOption("ulimit", list(split(value, ":"))[-1], container, str(limit))
    for text in said("device"):
        path, *rest = split(text.part(1) if text.startswith("-") else text, ":")
        yield RunOption("device", path, container, str(rest[1]) if len(rest) > 1 else _ALL)
