"""A Service is an alias of a host outside of the cluster.

Why: pods trust the name as one of the cluster. Whoever owns the host, or its domain once it expires, answers for it;
an Ingress in front of it makes the cluster a relay, and policies that go by pods do not hold.
Instead: name the host in the configuration of what calls it, or allow it in the option.
Flags: ``type: ExternalName``, or ``externalName``, with a host elsewhere.
Not flagged: names of the cluster (``.svc``, ``.svc.cluster.local``); hosts of the option and what is below them;
placeholders.
Options: ``hosts`` lists the hosts that are fine, ``example.com`` with those below it.
See: https://kubernetes.io/docs/concepts/services-networking/service/#externalname
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


class Options(NamedTuple):
    """Options of the rule."""

    hosts: tuple[str, ...] = ()


@rule(EXPOSURE, INFO, on=Resource, when=("Service",), profile=ALL, options=Options, peers="trivy:KSV-0108")
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the host, or the type where none is written."""
    host = service.spec.text("externalName")
    if service.group or host is None and service.spec.text("type") != "ExternalName":
        return
    if host is None:
        yield Problem(service.spec.text("type"), f"{service.called} is an alias of a host outside of the cluster")
        return
    name = host.rstrip(".").lower()
    inside = name.endswith((".svc", ".svc.cluster.local"))
    allowed = any(name == known or name.endswith(f".{known}") for known in context.options.hosts)
    if host.known and not inside and not allowed:
        yield Problem(host, f"{service.called} is an alias of {host}, outside of the cluster")
