"""The parts of a cluster's control plane and their flags, wherever a file sets them.

A flag is known by its name on the command line, without dashes, also where a field of a configuration file says the
same: ``readOnlyPort`` of a KubeletConfiguration is ``read-only-port``. What a flag does not say is its default, and a
rule needs to know whether the file would say it at all: see ``Component.extent``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

APISERVER = "kube-apiserver"
CONTROLLERS = "kube-controller-manager"
SCHEDULER = "kube-scheduler"
ETCD = "etcd"
KUBELET = "kubelet"
PROXY = "kube-proxy"
NAMES = (APISERVER, CONTROLLERS, SCHEDULER, ETCD, KUBELET, PROXY)

#: Extents: all that the component is told; a part of it, the rest of which is set elsewhere or left out of an example;
#: additions to what a tool sets, whose absence says nothing.
WHOLE = "whole"
PART = "part"
ADDITION = "addition"

#: Flags without which a component cannot do its work in a cluster: a command line with one of them is whole.
_VITAL = {
    APISERVER: ("etcd-servers",),
    CONTROLLERS: ("kubeconfig", "master", "authentication-kubeconfig"),
    SCHEDULER: ("kubeconfig", "config", "master", "authentication-kubeconfig"),
    ETCD: ("listen-client-urls",),
    KUBELET: ("kubeconfig", "bootstrap-kubeconfig"),
    PROXY: ("kubeconfig", "config"),
}

#: Switches that a rule asks for: a bare one is given, where a bare flag of any other kind lacks its value.
_SWITCHES = frozenset((
    "use-service-account-credentials", "client-cert-auth", "peer-client-cert-auth", "protect-kernel-defaults",
    "rotate-certificates",
))

_TRUE = frozenset(("true", "t", "1", "yes", "on"))
_FALSE = frozenset(("false", "f", "0", "no", "off"))


class Flag(NamedTuple):
    """A flag as set once: ``value`` is None for a bare one, which switches on. ``label`` is how the file calls it."""

    name: str
    value: Text | None
    label: str
    span: Span

    @property
    def given(self) -> bool:
        """Tell whether it has a value that is not blank, or needs none."""
        return bool(self.value.strip()) if self.value is not None else self.name in _SWITCHES

    @property
    def on(self) -> bool:
        """Tell whether it surely switches something on."""
        return self.value is None or self.value.strip().lower() in _TRUE

    @property
    def off(self) -> bool:
        """Tell whether it surely switches something off."""
        return self.value is not None and self.value.strip().lower() in _FALSE

    @property
    def number(self) -> int | None:
        """The value as a whole number."""
        value = self.value.strip() if self.value is not None else ""
        return int(value) if value.removeprefix("-").isdecimal() and value.isascii() and len(value) < 12 else None

    def __str__(self) -> str:
        """Return the flag with its value, for a message."""
        return self.label if self.value is None else f"{self.label}={self.value.strip()}"


class Component:
    """A component, as one container or one configuration sets it up. ``key`` is its name.

    ``grip`` is what to underline for a flag that is missing. ``extent`` is whole, part or addition. ``file`` tells that
    fields set the flags, whose defaults differ. ``version`` is that of the component where the file tells it.
    """

    key = ""

    def __init__(
        self,
        key: str,
        flags: Iterable[Flag],
        grip: Text | Scalar,
        resource: Resource,
        *,
        extent: str = "",
        file: bool = False,
        version: tuple[int, int] | None = None,
    ) -> None:
        self.key = key
        self.grip = grip
        self.resource = resource
        self.file = file
        self.version = version
        self.flags: dict[str, list[Flag]] = {}
        for flag in flags:
            self.flags.setdefault(flag.name, []).append(flag)
        self.extent = extent or (WHOLE if self.given(*_VITAL[key]) else PART)

    @property
    def span(self) -> Span:
        """The grip's place."""
        return self.grip.span

    @property
    def whole(self) -> bool:
        """Tell whether the file says all that the component is told."""
        return self.extent == WHOLE

    @property
    def called(self) -> str:
        """How to call the component in a message."""
        return self.resource.kind if self.file else self.key

    def flag(self, *names: str) -> Flag | None:
        """Return the flag of the first of these names that is set, as it is set last: that one counts."""
        for name in names:
            found = self.flags.get(name)
            if found:
                return found[-1]
        return None

    def given(self, *names: str) -> bool:
        """Tell whether one of these flags has a value that is not blank."""
        return any(flag.given for name in names for flag in self.flags.get(name, ()))

    def missing(self, *names: str) -> list[str]:
        """Return those of these flags that have no value."""
        return [name for name in names if not self.given(name)]

    def items(self, *names: str) -> list[Text]:
        """Return the items of lists: values that commas part, of flags that may be repeated."""
        found = []
        for name in names:
            for flag in self.flags.get(name, ()):
                if flag.value is not None:
                    found += split(flag.value)
        return found


def split(value: Text) -> list[Text]:
    """Return the items of a list with commas, without blanks around them and without empty ones."""
    items = []
    start = 0
    while start <= len(value):
        comma = value.find(",", start)
        end = comma if comma >= 0 else len(value)
        item = value.part(start, end).strip_part()
        if item:
            items.append(item)
        start = end + 1
    return items
