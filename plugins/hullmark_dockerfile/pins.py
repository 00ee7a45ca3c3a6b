"""Versions of packages on command lines: what each package manager takes for one, and which are missing or open.

Sources: apt-get(8), apk-add(8), the dnf and yum command references, zypper(8), PEP 440 and 508, npm's package
specifications, `gem install`, Go's module queries, `cargo install`, composer's and conda's package specifications, all
read in 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from typing import NamedTuple

from hullmark.plugin import pattern

#: What a word says of its version: nothing, one that another release can satisfy, one release.
MISSING = "missing"
OPEN = "open"
EXACT = "exact"

#: Takes a word; None for one that names no package of an index: a file, a URL, a group.
Reader = Callable[[str], "str | None"]

#: Packages of data that a build wants in their latest version.
_DATA = ("ca-certificates", "tzdata")

#: A version follows the last or the last but one dash and begins with a digit, a release does too.
_RPM = pattern(r"[^/]*[^/-]-(?:\d+:)?\d[^\s/-]*(?:-(?:\d|el|fc|amzn|lp)[^\s/-]*)?")
_RELATION = pattern(r"[<>=]=?")
_REQUIREMENT = pattern(r"\s*[\w.-]+\s*(?:\[[^\]]*\])?\s*")
_EXACTLY = pattern(r"(?<![~!<>=])={1,3}[^=*]+(?:,|$)")
_VCS = ("git+", "hg+", "svn+", "bzr+", "git:", "git@", "ssh:")
_ARCHIVES = (".whl", ".tar.gz", ".tgz", ".tar", ".zip", ".tar.bz2", ".tar.xz", ".conda")
_MOVING = frozenset("main master head develop development dev trunk next nightly latest edge stable".split())
_FULL = pattern(r"v?=?\d+\.\d+\.\d+\S*")
_GO_PARTIAL = pattern(r"v\d+(?:\.\d+)?")


class DistributionOptions(NamedTuple):
    """Options of the rules about packages of a distribution."""

    allow: tuple[str, ...] = _DATA


class LanguageOptions(NamedTuple):
    """Options of the rules about packages of a language."""

    allow: tuple[str, ...] = ()


def apt(word: str) -> str | None:
    """``name=version``; ``name/release`` follows a release, ``name-`` removes, ``./x.deb`` is a file."""
    if "/" in word or word.endswith((".deb", "-")):
        return None
    name, equals, version = word.partition("=")
    return OPEN if "*" in version else EXACT if equals else MISSING


def apk(word: str) -> str | None:
    """``name=version``; ``~`` and ``>`` leave it open, ``!name`` forbids, ``.name`` is a virtual group."""
    if word.startswith((".", "!")) or "/" in word or word.endswith(".apk"):
        return None
    if set(word) & set("~<>"):
        return OPEN
    return EXACT if "=" in word else MISSING


def rpm(word: str) -> str | None:
    """``name-version``, ``name-version-release.arch``; ``@group`` and files are no packages of an index."""
    if word.startswith("@") or "/" in word or word.endswith(".rpm"):
        return None
    if _RELATION.search(word):
        return OPEN if set(word) & set("<>") else EXACT
    if " " in word:
        return None
    if _RPM.fullmatch(word.replace("*", "0")) and not word.endswith("-*"):
        return OPEN if "*" in word else EXACT
    return MISSING


def rpm_module(word: str) -> str | None:
    """``name:stream``."""
    return EXACT if ":" in word else MISSING


def zypper(word: str) -> str | None:
    """``name=version``; ``<`` and ``>`` leave it open."""
    if "/" in word or word.endswith(".rpm") or word.startswith(("-", "@")):
        return None
    if not _RELATION.search(word):
        return MISSING
    return OPEN if set(word) & set("<>") else EXACT


def pip(word: str) -> str | None:
    """PEP 508: ``name[extra]==version; marker``, ``name @ URL``; paths and archives are what they are."""
    word = word.partition(";")[0].strip()
    source = word.partition("@ ")[2].strip() or word
    if source.startswith(_VCS):
        reference = source.partition("#")[0].partition("://")[2].partition("/")[2].rpartition("@")[2]
        if "@" not in source.partition("://")[2].partition("/")[2].partition("#")[0]:
            return MISSING
        return OPEN if reference.lower() in _MOVING else EXACT
    if "/" in source or "\\" in source or source.startswith(".") or source.lower().endswith(_ARCHIVES):
        return None
    name = _REQUIREMENT.match(word)
    rest = word[name.end():] if name else ""
    if not rest:
        return MISSING if name else None
    if _EXACTLY.search(rest):
        return EXACT
    return OPEN if rest[0] in "=<>~!(" else None


def gem(word: str) -> str | None:
    """``name:version``."""
    if word.endswith(".gem") or word.startswith(("-", ".", "/")):
        return None
    name, colon, version = word.partition(":")
    return gem_version(version) if colon else MISSING


def gem_version(version: str) -> str:
    """What stands behind ``--version``."""
    return OPEN if set(version) & set("<>~!") else EXACT


def go(word: str) -> str | None:
    """``module@version``; local packages and those of the standard library have none."""
    path, at, version = word.partition("@")
    host = path.partition("/")[0]
    if path.startswith((".", "/", "-")) or path.endswith(".go") or "." not in host and not at:
        return None
    if not at or version in ("", "latest", "none", "upgrade", "patch"):
        return MISSING
    return OPEN if version.lower() in _MOVING or _GO_PARTIAL.fullmatch(version) else EXACT


def npm(word: str) -> str | None:
    """``@scope/name@version``; a repository is pinned by what stands behind ``#``, a tarball by itself."""
    if word.startswith((".", "/", "~/", "file:", "link:", "workspace:", "-")) or word in ("true", "false"):
        return None
    if word.lower().endswith(_ARCHIVES):
        return None
    slash = word.find("/") if word.startswith("@") else 0
    name, at, version = word[slash:].partition("@")
    if word.startswith(("git", *_VCS)) and (":" in word or "/" in word) or "/" in name.lstrip("/"):
        if "://" in word and not word.startswith(("git", *_VCS)) and not word.partition("#")[0].endswith(".git"):
            return None
        reference = word.partition("#")[2]
        return MISSING if not reference else OPEN if reference.lower() in _MOVING else EXACT
    if not at or not version:
        return MISSING
    version = version.rpartition("@")[2] if version.startswith("npm:") else version
    return EXACT if _FULL.fullmatch(version) else OPEN


def cargo(word: str) -> str | None:
    """``crate@version``."""
    name, at, version = word.partition("@")
    return MISSING if not at else EXACT if _FULL.fullmatch(version) else OPEN


def composer(word: str) -> str | None:
    """``vendor/package:version``, also with ``=`` or ``@``."""
    if "/" not in word or word.startswith(("/", ".")):
        return None
    version = re.split("[:=@]", word, maxsplit=1)[1:]
    return MISSING if not version else EXACT if _FULL.fullmatch(version[0]) else OPEN


def conda(word: str) -> str | None:
    """``name=version``, ``channel::name=version=build``."""
    if "://" in word or word.lower().endswith(_ARCHIVES) or word.startswith((".", "/")):
        return None
    word = word.rpartition("::")[2]
    if set(word) & set("<>!*~"):
        return OPEN
    return EXACT if "=" in word or " " in word.strip() else MISSING


def pecl(word: str) -> str | None:
    """``name-version``; a word behind the dash is a moving channel."""
    if "/" in word or word.lower().endswith(_ARCHIVES) or word.endswith(".xml"):
        return None
    name, dash, version = word.rpartition("-")
    return EXACT if dash and version[:1].isdigit() else OPEN if dash and version in ("stable", "beta") else MISSING


def cpan(word: str) -> str | None:
    """``Module@version``, ``Module~range``; files, directories and distributions of an author name a release."""
    if "/" in word or word == "." or word.lower().endswith(_ARCHIVES):
        return None
    return EXACT if "@" in word else OPEN if "~" in word else MISSING


def listing(names: Iterable[str]) -> str:
    """Return up to three names as text, and how many there are besides."""
    found = list(dict.fromkeys(shown(name) for name in names))
    if len(found) > 3:
        return f"{', '.join(found[:3])} and {len(found) - 3} more"
    return " and ".join(filter(None, (", ".join(found[:-1]), found[-1]))) if found else ""


def shown(name: str) -> str:
    """Return a package's name for a message: short, and of a URL only the end, which holds no password."""
    if "://" in name or name.startswith(_VCS):
        name = name.rstrip("/").partition("#")[0].rpartition("/")[2]
    if len(name) <= 48:
        return name
    return "..." + name[-45:] if "/" in name else name[:45] + "..."
