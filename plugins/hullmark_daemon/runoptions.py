"""The options of ``docker run`` and ``podman run``, which these files hand on, and the syntaxes of their values.

Source: https://docs.docker.com/reference/cli/docker/container/run/ and podman-run(1).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping as Table
from typing import NamedTuple

from hullmark.model import Container
from hullmark.model import Mount
from hullmark.model import Security
from hullmark.model import User
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern

_SHORT = {"-v": "volume", "-u": "user", "-e": "env", "-p": "publish", "-m": "memory", "-l": "label"}
_CALLED = {"net": "network"}
#: Options without a value of their own behind them.
_SWITCHES = frozenset((
    "privileged", "read-only", "init", "rm", "tty", "interactive", "detach", "env-host", "publish-all",
    "no-healthcheck",
    "oom-kill-disable", "replace",
))
_REFERENCE = pattern(r"\$\{[^}]*\}?|\$\w+|%[A-Za-z]")
_HOST_PATH = pattern(r"[./~\\]|[A-Za-z]:\\|\$|%[ht]")
_DRIVE = pattern(r"(?:^|(?<=:))[A-Za-z]:(?=\\)")
#: Options of a mount with which nothing that is written reaches the source: ``O`` lays it over.
_UNWRITTEN = frozenset(("ro", "readonly", "O"))
_PROPAGATIONS = {
    "shared": "shared", "rshared": "shared", "slave": "slave", "rslave": "slave", "private": "private",
    "rprivate": "private",
}


class Options:
    """Options by their long name, in the order in which they are written."""

    def __init__(self, words: Iterable[Text]) -> None:
        self._found: dict[str, list[Text]] = {}
        waiting = ""
        for word in words:
            if waiting:
                self._add(waiting, word)
                waiting = ""
            elif word.startswith("--"):
                name, equals, _ = word[2:].partition("=")
                if equals:
                    self._add(name, word.part(len(name) + 3))
                elif name in _SWITCHES:
                    self._add(name, word.substitute("true", word.known))
                else:
                    waiting = name
            elif word[:2] in _SHORT:
                if len(word) > 2:
                    self._add(_SHORT[word[:2]], word.part(3 if word[2] == "=" else 2))
                else:
                    waiting = _SHORT[word[:2]]

    def _add(self, name: str, value: Text) -> None:
        self._found.setdefault(_CALLED.get(name, name), []).append(value)

    def all(self, name: str) -> list[Text]:
        """Return the values of an option."""
        return self._found.get(name, [])

    def last(self, name: str) -> Text | None:
        """Return the value of an option that holds in the end."""
        return self.all(name)[-1] if self.all(name) else None


class Rights(NamedTuple):
    """What a file grants a container, in fields of its own or in options."""

    privileged: Text | None
    read_only: Text | None
    escalation: Text | None
    added: list[Text]
    dropped: list[Text]
    options: list[Text]
    mounts: list[MountSaid]
    unmasked: Text | None = None


class MountSaid(NamedTuple):
    """A mount, with its propagation where one is said."""

    span: Span
    kind: str
    source: Text | None
    target: Text | None
    read_only: bool
    propagation: Text | None
    options: tuple[Text, ...] = ()

    def shared(self, container: Container | None) -> Mount:
        """Return the mount as a fact."""
        return Mount(self.span, self.source, self.target, self.kind, self.read_only, container, self.options)


def security_of(rights: Rights, span: Span, unsaid: Text | None) -> Security:
    """Return what a container may do; ``unsaid`` stands for what others decide, None where nobody does."""
    said = [(option, *_option(option)) for option in rights.options]
    escalation = rights.escalation
    unmasked = rights.unmasked
    for option, name, value in said:
        if name == "no-new-privileges":
            escalation = option.substitute("true" if value == "false" else "false", option.known)
        if (name, value) == ("systempaths", "unconfined") or name == "unmask" and value in ("all", "/proc/*"):
            unmasked = option.substitute("Unmasked", option.known)
    dropped = capabilities(rights.dropped)
    if not dropped and unsaid is not None:
        dropped = (unsaid,)
    return Security(
        span,
        rights.privileged,
        escalation or unsaid,
        rights.read_only or unsaid,
        capabilities(rights.added),
        dropped,
        _profile(said, "seccomp"),
        _profile(said, "apparmor"),
        unmasked,
        span,
        tuple(mount.propagation for mount in rights.mounts if mount.propagation is not None),
    )


def capabilities(said: list[Text]) -> tuple[Text, ...]:
    """Return capabilities in upper case, without ``CAP_``, underlining them as written."""
    found = []
    for text in said:
        for word in split(text, ","):
            name = word.upper().removeprefix("CAP_")
            found.append(word if name == word else word.substitute(name, word.known))
    return tuple(found)


def _option(text: Text) -> tuple[str, str]:
    """Take ``NAME=VALUE`` or ``NAME:VALUE`` apart."""
    name, _, value = text.partition("=") if "=" in text else text.partition(":")
    return name.strip().lower(), value.strip().lower()


def _profile(said: list[tuple[Text, str, str]], kind: str) -> Text | None:
    for option, name, value in said:
        if name == kind and value:
            return option.substitute("Unconfined" if value == "unconfined" else "Localhost", option.known)
    return None


def workload_of(span: Span, kind: str, name: Text | None, options: Options, **said: Text | None) -> Workload:
    """Return the namespaces that a container shares with its host; ``said`` are those of the file's own fields."""

    def host(key: str) -> Text | None:
        value = said.get(key) or options.last(key)
        return value.substitute("true" if value == "host" else "false", value.known) if value is not None else None

    sysctls = tuple(pair(text) for text in options.all("sysctl"))
    return Workload(
        span, kind, name, host("network"), host("pid"), host("ipc"), host("userns"), sysctls
    )


def user_of(said: Text | None, group: Text | None = None) -> User | None:
    """Return the account of ``ACCOUNT[:GROUP]``; an empty one says nothing."""
    if not said:
        return None
    colon = said.find(":") if said.known else -1
    account, group = (said.part(0, colon), said.part(colon + 1)) if colon >= 0 else (said, group)
    if account.known and account.isdigit():
        return User(said.span, None, account, group)
    return User(said.span, account, None, group)


def pair(text: Text) -> tuple[Text, Text | None]:
    """Take ``NAME=VALUE`` apart; the value is None where there is only a name."""
    at = text.find("=")
    return (text, None) if at < 0 else (part(text, 0, at), part(text, at + 1, len(text)))


def variable(text: Text, kind: str, container: Container | None) -> Variable:
    """Return ``NAME=VALUE`` as a variable."""
    return Variable(text.span, *pair(text), kind, container)


def split(text: Text, separator: str) -> Iterator[Text]:
    """Yield the parts between separators, blanks around them left out."""
    at = 0
    for word in text.split(separator):
        yield part(text, at, at + len(word)).strip_part()
        at += len(word) + 1


def part(text: Text, start: int, end: int) -> Text:
    """Return a part of a text, which is known when no variable stands in it."""
    found = text.part(start, end)
    found.known = text.known or not _REFERENCE.search(found)
    return found


def masked(text: Text) -> str:
    """Return a text of the same length in which no variable can be mistaken for anything else."""
    masked = _REFERENCE.sub(lambda match: "$" + "x" * (len(match[0]) - 1), text)
    return _DRIVE.sub(lambda match: "/x", masked)


def short_mount(text: Text) -> MountSaid:
    """Read ``[SOURCE:]TARGET[:OPTIONS]``."""
    parts = []
    at = 0
    for word in masked(text).split(":", 2):
        parts.append(part(text, at, at + len(word)))
        at += len(word) + 1
    if len(parts) == 1:
        return MountSaid(text.span, "volume", None, parts[0], False, None)
    words = list(split(parts[2], ",")) if len(parts) > 2 else []
    kind = "bind" if _HOST_PATH.match(parts[0]) else "volume"
    read_only = not _UNWRITTEN.isdisjoint(words)
    return MountSaid(text.span, kind, home(parts[0]), parts[1], read_only, _propagation(words), tuple(words))


def long_mount(text: Text) -> MountSaid:
    """Read ``type=bind,source=...,target=...``."""
    fields: dict[str, Text | None] = {}
    for word in split(text, ","):
        name, value = pair(word)
        fields[name.lower()] = value
    return mount_of(text.span, fields)


def mount_of(span: Span, fields: Table[str, Text | None]) -> MountSaid:
    """Return a mount that is given by its fields, under any of their names."""

    def field(*names: str) -> Text | None:
        return next((value for name in names if (value := fields.get(name)) is not None), None)

    source = field("source", "src")
    read_only = any(
        name in fields and str(fields[name] or "true").lower() in ("true", "1") for name in ("readonly", "ro")
    )
    words = [word for word in (field("bind-propagation"),) if word is not None]
    return MountSaid(
        span, str(field("type") or "volume"), home(source) if source is not None else None,
        field("target", "dst", "destination"), read_only, _propagation(words),
    )


def _propagation(words: list[Text]) -> Text | None:
    for word in words:
        name = _PROPAGATIONS.get(word)
        if name is not None:
            return word if name == word else word.substitute(name)
    return None


_HOME = pattern(r"(?:\$\{localEnv:(?:HOME|USERPROFILE)[^}]*\})+|%h(?=/|$)")
_RUN = pattern(r"%t(?=/|$)")


def home(text: Text) -> Text:
    """Return a path in which the home and the run directory of the user are written as shells and systems do."""
    value = _RUN.sub("/run", _HOME.sub("~", text))
    return text if value == text else text.substitute(value, not _REFERENCE.search(value))
