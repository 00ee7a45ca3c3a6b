"""Releases that get no updates any more: what an image is built from, by its name and tag.

The table is ``endoflife.json``, with its source and date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hullmark.model import Image
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import read_data

#: What a mirror of Docker Hub, or Docker Hub's copy for one processor, puts in front of a name.
_MIRRORS = pattern(
    r"public\.ecr\.aws/docker/library/|mirror\.gcr\.io/(?:library/)?|registry\.hub\.docker\.com/library/"
    r"|(?:amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)/"
)
#: Registries whose images nobody rebuilds under the same names but their owners.
_PUBLIC = frozenset((
    "docker.io", "gcr.io", "ghcr.io", "index.docker.io", "mcr.microsoft.com", "public.ecr.aws", "quay.io",
))
_VERSION = pattern(r"v?(\d+(?:\.\d+)*)(?!\d)")
#: Products that tags name beside the version of something else, and code names that mean nothing else.
_BASES = ("alpine", "centos", "debian", "fedora", "node", "php", "python", "ubuntu")
_CODENAMES = ("wheezy", "jessie", "stretch", "buster", "bullseye", "trusty", "xenial", "bionic", "focal")
_NAMED = pattern(
    rf"(?:^|[-_.])(?:(?P<product>{'|'.join(_BASES)})[-_]?v?(?P<version>\d+(?:\.\d+)*)|(?P<name>{'|'.join(_CODENAMES)}))"
    r"(?=$|[-_.])"
)
_DISTROLESS = pattern(r".*distroless/.*-debian(\d+)")


class Release(NamedTuple):
    """A line of versions of a product: ``end`` is the ISO date of its last updates."""

    product: str
    cycle: str
    end: str


class Product(NamedTuple):
    """A product with the ends of its lines of versions."""

    title: str
    ends: dict[str, str]
    codenames: dict[str, str]

    def release(self, version: str) -> Release | None:
        """Return the line that a version or a code name belongs to, the longest that it begins with."""
        cycle = self.codenames.get(version, version)
        while cycle not in self.ends:
            cycle, dot, _ = cycle.rpartition(".")
            if not dot:
                return None
        return Release(self.title, cycle, self.ends[cycle])

    def successor(self, cycle: str, today: str) -> str:
        """Return the oldest line behind one that still gets updates, "" where none is known."""
        alive = [other for other, end in self.ends.items() if end >= today and _order(other) > _order(cycle)]
        return min(alive, key=_order, default="")


def _order(cycle: str) -> list[int]:
    return [int(part) for part in cycle.split(".") if part.isdigit()]


@lru_cache(maxsize=1)
def _products() -> dict[str, Product]:
    """Return the products by the names of their images."""
    data = read_data(__name__, "endoflife.json")
    return {
        name: Product(entry["title"], entry["cycles"], entry.get("codenames", {}))
        for entry in data["products"].values()
        for name in entry["names"]
    }


def ended(image: Image, today: str) -> tuple[Text, str] | None:
    """Return the place of what an image is built from and its message, where that has ended before a day."""
    for at, product, release in _releases(image):
        if release.end < today:
            newer = product.successor(release.cycle, today)
            advice = f"; take {newer} or newer" if newer else ""
            return at, f"{release.product} {release.cycle}".strip() + f" has had no updates since {release.end}{advice}"
    return None


def _releases(image: Image) -> Iterator[tuple[Text, Product, Release]]:
    """Yield what an image is built from: the product that it is named after, then what its tag names besides."""
    repository = image.repository
    mirror = _MIRRORS.match(repository)
    product = _products().get(repository[mirror.end():] if mirror is not None else repository)
    if product is not None and "" in product.ends:
        yield image.name, product, Release(product.title, "", product.ends[""])
    if image.tag is not None and image.tag.known:
        tag = image.tag.lower()
        if product is not None:
            release = product.release(_first(tag, product))
            if release is not None:
                yield image.tag, product, release
        if product is not None or image.registry is None or image.registry in _PUBLIC:
            yield from _named(image.tag, tag)
    debian = _DISTROLESS.fullmatch(repository)
    if debian is not None:
        yield from _of(image.name, "debian", debian[1])


def _first(tag: str, product: Product) -> str:
    """Return the version at the beginning of a tag, or the word there: ``7`` of ``centos7.9``, ``buster-slim``."""
    word = re.split("[-_]", tag, maxsplit=1)[0]
    bare = word.removeprefix(product.title.lower())
    match = _VERSION.match(bare)
    return match[1] if match is not None and word not in product.codenames else word


def _named(at: Text, tag: str) -> Iterator[tuple[Text, Product, Release]]:
    """Yield what a tag names beside its own version: ``3.12-buster``, ``11.0-base-ubuntu18.04``, ``5.8-php7.4``."""
    for match in _NAMED.finditer(tag):
        if match["product"] is not None:
            yield from _of(at, match["product"], match["version"])
        else:
            yield from _of(at, "debian", match["name"])
            yield from _of(at, "ubuntu", match["name"])


def _of(at: Text, name: str, version: str) -> Iterator[tuple[Text, Product, Release]]:
    product = _products()[name]
    release = product.release(version)
    if release is not None:
        yield at, product, release
