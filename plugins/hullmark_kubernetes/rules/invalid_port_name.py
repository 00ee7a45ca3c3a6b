"""A port has a name or a number that is refused.

Why: the API server refuses the object; a ``targetPort`` that no container can have leads nowhere.
Instead: at most 15 lower-case letters, digits and single hyphens, with a letter among them: ``http``, ``grpc-web``; and
numbers from 1 to 65535, without quotes.
Flags: names of container ports, and names and numbers in ``targetPort`` of Services, that break this; numbers of ports
out of range; a container port without a number.
Not flagged: names of a Service's own ports, which may be longer; ``targetPort`` 0 or none; placeholders.
See: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import type_of

from hullmark_kubernetes.ports import valid_name
from hullmark_kubernetes.ports import valid_number
from hullmark_kubernetes.services import ports_of
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.validation import filled_in

_RANGE = "is no port: 1 to 65535 are"


@rule(
    VALIDITY,
    ERROR,
    on=(PodContainer, Resource),
    peers="kubelinter:invalid-target-ports kubescore:container-ports-check",
)
def check(holder: PodContainer | Resource, context: Context) -> Iterator[Problem]:
    """Flag the name or the number."""
    if isinstance(holder, PodContainer):
        for port in holder.node.mappings("ports"):
            yield from _of_container(port)
    elif holder.kind == "Service" and not holder.group:
        for port in ports_of(holder):
            yield from _of_service(port)


def _of_container(port: Mapping) -> Iterator[Problem]:
    name = port.scalar("name")
    if name is not None:
        yield from _name(name)
    if not port.has("containerPort"):
        if port and "<<" not in port and "$patch" not in port:
            yield Problem(port.key("containerPort") or next(iter(port))[0], "the port has no containerPort")
        return
    for field in ("containerPort", "hostPort"):
        number = port.scalar(field)
        if number is not None and not valid_number(number.text) and not (field == "hostPort" and number.value == "0"):
            yield Problem(number, f"{field} {number.value} {_RANGE}")


def _of_service(port: Mapping) -> Iterator[Problem]:
    number, target = port.scalar("port"), port.scalar("targetPort")
    if number is not None and not valid_number(number.text):
        yield Problem(number, f"port {number.value} {_RANGE}")
    if target is None:
        return
    if type_of(target) == "string":
        yield from _name(target)
    elif target.value != "0" and not valid_number(target.text):
        yield Problem(target, f"targetPort {target.value} {_RANGE}")


def _name(name: Scalar) -> Iterator[Problem]:
    if not name.value or valid_name(name.text) or filled_in(name):
        return
    if name.value.isdecimal():
        yield Problem(name, f"{name.value} in quotes is the name of a port, and a name needs a letter")
    elif len(name.value) > 15:
        yield Problem(name, f"the name {name.value} has {len(name.value)} characters; a port's may have 15")
    else:
        yield Problem(name, f"the name {name.value} is refused: lower-case letters, digits and single hyphens only")
