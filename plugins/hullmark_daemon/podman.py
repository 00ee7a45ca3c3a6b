"""The settings of Podman and its kin: ``registries.conf``, ``containers.conf`` and ``policy.json``.

Source: containers-registries.conf(5), containers.conf(5) and containers-policy.json(5).
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import Flaw
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.plugin import pattern
from hullmark.yaml import Mapping

from hullmark_daemon.jsonfile import read_json
from hullmark_daemon.optionfacts import option_facts
from hullmark_daemon.runoptions import Options
from hullmark_daemon.runoptions import Rights
from hullmark_daemon.runoptions import pair
from hullmark_daemon.runoptions import security_of
from hullmark_daemon.runoptions import short_mount
from hullmark_daemon.runoptions import variable
from hullmark_daemon.runoptions import workload_of
from hullmark_daemon.settings import EITHER
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import RegistryAccess
from hullmark_daemon.settings import base_name
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of
from hullmark_daemon.tomlfile import read_toml

_TABLE = pattern(r"(?m)^\s*\[\[?\s*(?:registry|registry\.mirror|registries\.\w+|containers|engine|engine\.\w+)\s*\]")
_SEARCH = pattern(r"(?m)^\s*(?:unqualified-search-registries|short-name-mode)\s*=")
_POLICY = ('"insecureAcceptAnything"', '"signedBy"', '"sigstoreSigned"', '"reject"')


def recognises(path: str, head: str) -> bool:
    """Tell whether a file has tables that these settings have."""
    if base_name(path).endswith(".json"):
        return '"default"' in head and any(word in head for word in _POLICY)
    return _TABLE.search(head) is not None or _SEARCH.search(head) is not None


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    document = Document(path, text, "podman", options=options)
    document.tree = parsed = read_json(text) if text.lstrip().startswith("{") else read_toml(text)
    document.comments = parsed.comments
    document.facts = facts(document, parsed)
    return document


def facts(document: Document, parsed: Parsed) -> Iterator[object]:
    """Yield what could not be read, the settings, and what they say in the words of all formats."""
    yield from read(parsed)
    root = parsed.root
    settings = settings_of(document, parsed)
    yield settings
    yield from registries(root)
    yield from short_names(root)
    key = root.key("containers")
    if key is not None:
        yield from defaults(root.mapping("containers"), key.span)


def registries(root: Mapping) -> Iterator[RegistryAccess]:
    """Yield the registries, and their mirrors, that are reached without TLS or whatever certificate they show."""
    for registry in root.mappings("registry"):
        for place in (registry, *registry.mappings("mirror")):
            said, host = place.scalar("insecure"), place.text("location") or place.text("prefix")
            if said is not None and said.boolean and host is not None:
                yield RegistryAccess(said.span, host, EITHER)
    for host in root.mapping("registries", "insecure").texts("registries"):
        yield RegistryAccess(host.span, host, EITHER)


def short_names(root: Mapping) -> Iterator[Flaw]:
    """Yield what lets a name without a registry mean an image of several ones."""
    searched = root.texts("unqualified-search-registries")
    if len(searched) > 1:
        reason = f"a short name may mean an image of {searched[0]} or of {searched[1]}, whichever has one"
        yield Flaw(searched[1], "short-name", reason)
    mode = root.text("short-name-mode")
    if mode in ("permissive", "disabled"):
        yield Flaw(mode, "short-name", f"short-name-mode {mode} takes a short name from any registry that has it")


def defaults(said: Mapping, span: Span) -> Iterator[object]:
    """Yield what every container is given. What is not said here may be said of one container."""
    unsaid = Text("", span, known=False, editable=False)
    mounts = [short_mount(text) for text in (*said.texts("volumes"), *said.texts("mounts"))]
    escalation = said.flag("no_new_privileges")
    options = [
        text.substitute(f"{name}={text}", text.known)
        for name in ("seccomp", "apparmor")
        if (text := said.text(f"{name}_profile"))
    ]
    rights = Rights(
        said.flag("privileged"),
        said.flag("read_only"),
        escalation.substitute("false" if escalation == "true" else "true") if escalation is not None else None,
        said.texts("default_capabilities"),
        [],
        options,
        mounts,
    )
    workload = workload_of(
        span, "default", None, Options(()), network=said.text("netns"), pid=said.text("pidns"), ipc=said.text("ipcns"),
        userns=said.text("userns"),
    )
    workload = workload._replace(sysctls=tuple(map(pair, said.texts("default_sysctls"))))
    container = Container(
        span, None, "default", True, None, None, None, "run", security_of(rights, span, unsaid), None, workload
    )
    yield workload
    yield container
    for text in said.texts("env"):
        yield variable(text, "env", container)
    for mount in mounts:
        yield mount.shared(container)
    label = said.text("label")
    yield from option_facts(
        container, Options(()), uts=[said.text("utsns")], log_driver=[said.text("log_driver")],
        pids_limit=[said.text("pids_limit")], ulimit=said.texts("default_ulimits"), device=said.texts("devices"),
        security_opt=[label.substitute("label=disable")] if label is not None and said.is_false("label") else [],
    )


FORMAT = Format(
    "podman", ("registries.conf", "containers.conf", "*.conf", "policy.json"), parse_document, scope,
    recognises=recognises,
)
