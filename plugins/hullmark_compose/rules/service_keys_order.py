"""The keys of a service are not in the usual order.

Why: where all services begin alike, what is missing or unusual in one of them stands out.
Instead: write what the service is first, then what it needs, its data, its variables, its networks, how it runs, and
how it is watched.
Flags: the first key of a service that stands behind one that the order puts after it. Keys that the order does not
name come last, by the alphabet.
Not flagged: merge keys, which may stand anywhere, and what they bring in.
Options: ``order`` lists the keys in the order that is wanted.
See: https://docs.docker.com/reference/compose-file/services/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_compose.order import first_late
from hullmark_compose.order import own_keys
from hullmark_compose.service import Service


class Options(NamedTuple):
    """Options of the rule."""

    order: tuple[str, ...] = (
        "image", "build", "container_name",
        "depends_on",
        "volumes", "volumes_from", "configs", "secrets",
        "environment", "env_file",
        "ports", "networks", "network_mode", "extra_hosts",
        "command", "entrypoint", "working_dir", "restart", "healthcheck",
        "logging", "labels",
        "user", "isolation",
    )


@rule(
    STYLE,
    INFO,
    on=Service,
    profile=ALL,
    options=Options,
    peers="dclint:service-keys-order composelint:service-key-order",
)
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the first key that stands too late."""
    ranks = {name: index for index, name in enumerate(context.options.order)}

    def rank(key: Scalar) -> tuple[int, str]:
        known = ranks.get(key.value)
        return (len(ranks), key.value) if known is None else (known, "")

    late = first_late(own_keys(service.node), rank)
    if late is not None:
        yield Problem(late[1], f"{late[1].value} stands behind {late[0].value}")
