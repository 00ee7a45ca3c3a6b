"""Rules on how the Docker daemon runs."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_daemon.settings import Settings

_ENGINE = ("daemon-json",)
_REMOVED = ("aufs", "overlay", "devicemapper")

DOCS = {
    "daemon-log-level": """The engine logs more, or less, than it should.

Why: below info the log lacks what explains a failure or an attack; above it, it fills the disk and repeats what clients
send.
Instead: leave ``log-level`` and ``debug`` out, which means info.
Flags: another ``log-level`` than info, or ``debug`` set to true, in a daemon.json.
Not flagged: neither.
See: https://docs.docker.com/engine/daemon/logs/
""",
    "default-ulimits-missing": """Containers have no default limits of their own.

Why: a container that opens files or starts processes without end takes them from all others.
Instead: ``"default-ulimits": {"nofile": {"Name": "nofile", "Soft": 1024, "Hard": 65536}}``.
Flags: a daemon.json without ``default-ulimits``.
Not flagged: one that sets any.
See: https://docs.docker.com/reference/cli/dockerd/#default-ulimit-settings
""",
    "deprecated-storage-driver": """The storage driver is one that Docker no longer has.

Why: newer engines do not start with it, and the images and containers that it keeps are out of reach after an update.
Instead: leave the setting out, or say overlay2; export what must be kept first.
Flags: aufs, overlay or devicemapper as ``storage-driver`` of a daemon.json; ``storage-opts`` of devicemapper.
Not flagged: overlay2, btrfs, zfs, and snapshotters of containerd.
See: https://docs.docker.com/engine/deprecated/
""",
    "experimental-features-enabled": """Experimental features of the engine are on.

Why: they change and break between releases, and what they open was looked at by few.
Instead: delete ``experimental``; most of what it brought is there without it now.
Flags: ``experimental`` set to true in a daemon.json.
Not flagged: false.
See: https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
""",
    "live-restore-disabled": """Containers stop when the engine does.

Why: each update or crash of the engine then is an outage of everything that it runs.
Instead: ``"live-restore": true``.
Flags: a daemon.json that does not set it to true.
Not flagged: one with settings of Swarm, which cannot be combined with it.
See: https://docs.docker.com/engine/daemon/live-restore/
""",
    "userland-proxy-enabled": """Published ports go through a process of their own each.

Why: the proxy runs as root, takes memory for each port, and hides the address of clients; the kernel does the same
without it.
Instead: ``"userland-proxy": false``, where the kernel has hairpin NAT.
Flags: a daemon.json that does not set it to false.
Not flagged: a rootless engine, which needs the proxy.
See: https://docs.docker.com/engine/network/packet-filtering-firewalls/
""",
}


@rule(RESILIENCE, INFO, on=Settings, when=_ENGINE, profile=STRICT, peers="dockerbench:2.3", slug="daemon-log-level")
def log_level(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the level."""
    root = settings.root
    level = root.text("log-level")
    if level is not None and level.known and level != "info":
        yield Problem(level, f"the engine logs at the level {level}, not info")
    if root.is_true("debug"):
        yield Problem(root.get("debug"), "the engine logs all that is of use for its developers")


@rule(RESILIENCE, INFO, on=Settings, when=_ENGINE, profile=ALL, peers="dockerbench:2.8", slug="default-ulimits-missing")
def ulimits(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the file."""
    if not settings.root.mapping("default-ulimits"):
        yield Problem(settings, "containers have no default limits of open files and processes")


@rule(VALIDITY, WARNING, on=Settings, when=_ENGINE, peers="dockerbench:2.6 dockerbench:2.11",
      slug="deprecated-storage-driver")
def storage_driver(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the driver, or else its options."""
    driver = settings.root.text("storage-driver")
    if driver in _REMOVED:
        yield Problem(driver, f"the storage driver {driver} is gone from newer engines")
        return
    for option in settings.root.texts("storage-opts"):
        if option.startswith("dm."):
            yield Problem(option, f"{option} is for the driver devicemapper, which is gone from newer engines")


@rule(RESILIENCE, INFO, on=Settings, when=_ENGINE, profile=STRICT, peers="dockerbench:2.18",
      slug="experimental-features-enabled")
def experimental(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if settings.root.is_true("experimental"):
        yield Problem(settings.root.get("experimental"), "experimental features of the engine are on")


@rule(RESILIENCE, INFO, on=Settings, when=_ENGINE, profile=ALL, peers="dockerbench:2.15", slug="live-restore-disabled")
def live_restore(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the value, or the file."""
    root = settings.root
    if not root.is_true("live-restore") and not root.has("swarm-default-advertise-addr"):
        yield Problem(root.scalar("live-restore") or settings, "containers stop when the engine does")


@rule(EXPOSURE, INFO, on=Settings, when=_ENGINE, profile=ALL, peers="dockerbench:2.16", slug="userland-proxy-enabled")
def userland_proxy(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the value, or the file."""
    root = settings.root
    if not root.is_false("userland-proxy") and not root.is_true("rootless"):
        yield Problem(root.scalar("userland-proxy") or settings, "a process of its own serves each published port")


RULES = (log_level, ulimits, storage_driver, experimental, live_restore, userland_proxy)
