"""How the keys of a unit of Podman's, and the units of one folder, hang together."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join
from posixpath import normpath

from hullmark.model import Clash
from hullmark.model import Flaw
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import Surroundings
from hullmark.plugin import Text
from hullmark.plugin import hint

from hullmark_daemon.quadletunit import Quadlet
from hullmark_daemon.quadletunit import mounts_of
from hullmark_daemon.quadletunit import published_by
from hullmark_daemon.runoptions import MountSaid
from hullmark_daemon.runoptions import pair
from hullmark_daemon.runoptions import split
from hullmark_daemon.unitfile import Section

_SECRETS = "/run/secrets"
#: What another unit is called, and what it is then.
_UNITS = {
    ".network": "network", ".volume": "volume", ".pod": "pod", ".image": "image", ".build": "build",
    ".container": "container",
}
#: Keys that the first one rules out, and why.
_EXCLUDED = (
    ("Image", "Rootfs", "Image and Rootfs exclude one another"),
    ("Pod", "PublishPort", "ports of a container in a pod are published by the pod"),
)


def clashes_of(quadlet: Quadlet, mounts: list[MountSaid]) -> Iterator[Clash]:
    """Yield what is mounted where something is already."""
    seen: dict[str, Text] = {}
    for folder, target in _targets(quadlet.section, mounts):
        if target and target.known:
            path = normpath(join(folder, target))
            first = seen.setdefault(path, target)
            if first is not target:
                yield Clash(target.span, "target", target.substitute(path), first.span)


def _targets(section: Section, mounts: list[MountSaid]) -> Iterator[tuple[str, Text]]:
    """Yield the targets of mounts and of secrets that are files, each with the folder that it is relative to."""
    yield from (("/", mount.target) for mount in mounts if mount.target is not None)
    for text in section.all("Secret"):
        name, *options = split(text, ",")
        fields = {str(key): value for key, value in map(pair, options)}
        if fields.get("type") in (None, "mount"):
            yield _SECRETS, fields.get("target") or name


def flaws_of(quadlet: Quadlet, beside: set[str], surroundings: Surroundings) -> Iterator[Flaw]:
    """Yield keys that exclude one another, and units that are not there; ``beside`` are those of the folder."""
    section = quadlet.section
    for first, second, reason in _EXCLUDED:
        said = section.last(second)
        if said is not None and section.last(first) is not None:
            yield Flaw(said, "keys", reason)
    if section.last("Network") == "host" and published_by(quadlet):
        yield Flaw(published_by(quadlet)[0], "keys", "ports are not published on the network of the host")
    for name in _units(quadlet):
        suffix = name[name.rfind("."):]
        if name.known and surroundings.exists(name) is False and surroundings.exists(_template(name)) is False:
            alike = sorted(other for other in beside if other.endswith(suffix))
            yield Flaw(
                name, "reference", f"no {_UNITS[suffix]} unit is called {name}{hint(name, alike)}",
                DEFAULT if alike else STRICT,
            )


def _units(quadlet: Quadlet) -> Iterator[Text]:
    """Yield the names of other units."""
    section = quadlet.section
    said = [section.last("Image"), section.last("Pod")]
    said += [next(split(network, ":"), None) for network in section.all("Network")]
    said += [mount.source for mount in mounts_of(quadlet)]
    for text in said:
        if text is not None and text[text.rfind("."):] in _UNITS and "/" not in text:
            yield text


def _template(name: str) -> str:
    """Return the unit that an instance, ``web@1.container``, is made of."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem.partition('@')[0]}@{dot}{suffix}" if "@" in stem else name


def malformed_in(mounts: list[MountSaid]) -> Iterator[Flaw]:
    """Yield sources that Podman takes for the name of a volume, though no volume can be called so."""
    for mount in mounts:
        source = mount.source
        if mount.kind == "volume" and source is not None and source.known and "/" in source:
            yield Flaw(source, "mount", f"without ./ {source} is the name of a volume and no path")
