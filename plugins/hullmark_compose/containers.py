"""A service as a workload and its container, in the words of all formats."""

from __future__ import annotations

from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Probe
from hullmark.model import User
from hullmark.model import Workload
from hullmark.model import parse_image
from hullmark.plugin import Text
from hullmark.roles import DATASTORE
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.publications import port_of
from hullmark_compose.resources import resources_of
from hullmark_compose.roles import idles
from hullmark_compose.roles import is_a
from hullmark_compose.security import flag
from hullmark_compose.security import security_of
from hullmark_compose.security import unsaid
from hullmark_compose.service import Service
from hullmark_compose.syntax import mask
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import part

_RESTARTS = {
    "no": "Never", "none": "Never", "always": "Always", "any": "Always", "unless-stopped": "Always",
    "on-failure": "OnFailure",
}
#: When an image is pulled; an image that is built is not, one that is pulled from time to time is as good as always.
_PULLS = {"always": "always", "daily": "always", "weekly": "always", "refresh": "always", "build": "always",
          "missing": "missing", "if_not_present": "missing", "never": "never"}


def workload_of(service: Service) -> Workload:
    """Return a service as what its containers share."""
    view = service.view
    sysctls = tuple((pair.name, pair.value) for pair in pairs(view.get("sysctls")))
    return Workload(
        service.span, "service", service.name, _host(view, "network_mode") or _host_network(service),
        _host(view, "pid"), _host(view, "ipc"), _host(view, "userns_mode"), sysctls,
        restart=_restart(service), serves=_serves(service), clustered=service.project.stack,
        profiles=tuple(service.profiles), hosts=service.project.hosts, published=tuple(map(port_of, service.ports)),
    )


def _restart(service: Service) -> Text | None:
    """Return when a service is started again; a policy for Swarm counts too."""
    said = service.view.text("restart") or service.deploy.mapping("restart_policy").text("condition")
    if said is None:
        return unsaid(service, "restart") or unsaid(service, "deploy", "restart_policy")
    word = _RESTARTS.get(said.partition(":")[0])
    return said.substitute(word, said.known) if word is not None else said


def _serves(service: Service) -> bool:
    """Tell whether a service is there for others: it publishes ports, is waited for, or keeps data."""
    if service.ends or service.view.has("provider"):
        return False
    return bool(service.ports) or str(service.name) in service.project.needed or is_a(service, DATASTORE)


def _host(view: Mapping, key: str) -> Text | None:
    """Tell whether a namespace is the host's."""
    said = view.text(key)
    return said.substitute("true" if said == "host" else "false", said.known) if said is not None else None


def _host_network(service: Service) -> Text | None:
    """Return the network of a service that is the host's: ``host``, or one that is external and called so."""
    for name, _ in service.networks:
        settings = service.project.section("networks").mapping(str(name))
        called = settings.text("name") or settings.mapping("external").text("name")
        if (called or name) == "host" and (settings.has("external") or not settings):
            return name.substitute("true")
    return None


def container_of(service: Service, workload: Workload) -> Container:
    """Return a service as a container. What is built in the project names no image that is pulled."""
    image = service.image if not service.built and str(service.image) not in service.project.made else None
    return Container(
        service.span, service.name, "service", True, image_of(service, image) if image is not None else None,
        user_of(service.view.text("user")), probes_of(service), "run", security_of(service), resources_of(service),
        workload, tuple((pair.name, pair.value) for pair in service.environment),
        bool(service.mounted("secrets")) and service.view.has("entrypoint"),
    )


def image_of(service: Service, text: Text) -> Image:
    """Return the image of a service; where nothing is said of it, it is pulled where it is missing."""
    policy = service.view.text("pull_policy")
    if policy is not None:
        word = "always" if policy.startswith("every_") else _PULLS.get(policy, policy)
        policy = policy.substitute(word, policy.known)
    elif not service.left_open("pull_policy"):
        policy = text.substitute("missing")
    return parse_image(text, "run")._replace(pull_policy=policy)


def user_of(said: Text | None) -> User | None:
    """Return the account of ``user: ACCOUNT[:GROUP]``, None where only the image says; an empty one says nothing."""
    if not said:
        return None
    masked = mask(said)
    colon = masked.find(":")
    account, group = said, None
    if colon >= 0:
        account, group = part(said, masked, 0, colon), part(said, masked, colon + 1, len(said))
    if account.known and account.isdigit():
        return User(said.span, None, account, group)
    return User(said.span, account, None, group)


def probes_of(service: Service) -> tuple[Probe, ...] | None:
    """Return the health check; None where others may say it, or where the service is to end or does nothing."""
    if service.ends or service.view.has("provider"):
        return None
    check = service.healthcheck
    key = service.view.key("healthcheck")
    if check and key is not None:
        off = _off(check)
        return (Probe(key.span if off is None else off.span, "health", off is not None),)
    return () if service.lacks("healthcheck") and not idles(service) else None


def _off(check: Mapping) -> Scalar | None:
    """Return what switches a health check off."""
    if flag(check, "disable") == "true":
        return check.scalar("disable")
    test = check.get("test")
    first = test.items[0] if isinstance(test, Sequence) and test.items else test
    return first if isinstance(first, Scalar) and first.value == "NONE" else None
