"""Durations, sizes and numbers of a service, and how they are written.

Sources: the Compose specification (Specifying durations, Specifying byte values); go-units for sizes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

_DURATION = pattern(r"[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h|d|w))+)")
_SIZE = pattern(r"(?:\d+(?:\.\d*)?|\.\d+) ?(?:b|[kmgtp](?:i?b)?)?", re.IGNORECASE)
_NUMBER = pattern(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_EVERY = pattern(r"(?!every_).*|every_(?:\d+[wdhms])+", re.DOTALL)
_OCTAL = pattern(r"(?:0o?)?[0-7]{1,5}")
_FORMS = {"duration": _DURATION, "size": _SIZE, "number": _NUMBER, "policy": _EVERY, "mode": _OCTAL}

_UPDATE = ("delay", "monitor")
_PATHS = {
    "duration": (
        ("stop_grace_period",), ("healthcheck", "interval"), ("healthcheck", "timeout"),
        ("healthcheck", "start_period"), ("healthcheck", "start_interval"),
        *(("deploy", part, key) for part in ("update_config", "rollback_config") for key in _UPDATE),
        ("deploy", "restart_policy", "delay"), ("deploy", "restart_policy", "window"),
    ),
    "size": (
        ("mem_limit",), ("mem_reservation",), ("memswap_limit",), ("shm_size",), ("build", "shm_size"),
        ("deploy", "resources", "limits", "memory"), ("deploy", "resources", "reservations", "memory"),
    ),
    "number": (
        ("cpus",), ("deploy", "resources", "limits", "cpus"), ("deploy", "resources", "reservations", "cpus"),
    ),
    "policy": (("pull_policy",),),
}


def quantities(node: Mapping) -> Iterator[tuple[str, str, Scalar]]:
    """Yield the quantities of a service: kind (duration, size, number, policy or mode), key, and the scalar."""
    for kind, paths in _PATHS.items():
        for path in paths:
            found = node.find(*path)
            if isinstance(found, Scalar) and not found.null:
                yield kind, path[-1], found
    for mount in node.mappings("volumes"):
        for kind, key in (("size", "size"), ("mode", "mode")):
            found = mount.mapping("tmpfs").scalar(key)
            if found is not None:
                yield kind, key, found
    for given in (*node.mappings("secrets"), *node.mappings("configs")):
        found = given.scalar("mode")
        if found is not None:
            yield "mode", "mode", found


def is_readable(kind: str, key: str, scalar: Scalar) -> bool:
    """Tell whether Compose can read a quantity of a kind; one with a variable in it may be anything."""
    unlimited = key == "memswap_limit" and scalar.value == "-1"
    return not scalar.known or unlimited or _FORMS[kind].fullmatch(scalar.value.strip()) is not None
