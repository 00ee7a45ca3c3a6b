"""What package managers leave in a layer, and what takes it away again in the same RUN."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Document
from hullmark.plugin import Fix
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.runs import append
from hullmark_dockerfile.runs import delivered
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import instruction_of
from hullmark_dockerfile.tree import Instruction


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Cache(NamedTuple):
    """Which commands fill a cache and which empty it.

    ``fills`` are the subcommands of ``programs`` that do, ``cleaners`` the programs whose subcommands ``cleans`` empty
    it, given ``operand`` if that is not empty. ``paths`` are where it lies: from the root, or the end of a path in
    somebody's home. ``each`` tells that every filling command is reported, not only the first.
    """

    programs: frozenset[str]
    fills: frozenset[str]
    paths: tuple[str, ...]
    cleaners: frozenset[str] = frozenset()
    cleans: frozenset[str] = frozenset()
    operand: str = ""
    each: bool = False


_RPM_PATHS = ("/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/tdnf", ".cache/libdnf5")
_RPM_FILLS = _set(
    "install in reinstall rei localinstall groupinstall update upgrade up upgrade-minimal update-minimal up-min"
    " distro-sync module group"
)


def _rpm(program: str, cleaners: str) -> Cache:
    """Return the cache of dnf or one that speaks its language; where both exist, yum is another name of dnf."""
    return Cache(_set(program), _RPM_FILLS, _RPM_PATHS, _set(cleaners), _set("clean"), "all")


_GEM_PATHS = ("bundle/cache", "gems/cache", "ruby/cache", "GEM_HOME/cache", "GEM_HOME}/cache", "BUNDLE_PATH/cache")

CACHES: dict[str, Cache] = {
    "apt": Cache(
        _set("apt apt-get aptitude"), _set("update install"), ("/var/lib/apt/lists",),
        _set("apt apt-get"), _set("distclean dist-clean"),
    ),
    "apk": Cache(_set("apk"), _set("add"), ("/var/cache/apk", "/etc/apk/cache"), each=True),
    "dnf": _rpm("dnf", "dnf yum"),
    "microdnf": _rpm("microdnf", "microdnf"),
    "tdnf": _rpm("tdnf", "tdnf dnf yum"),
    "yum": _rpm("yum", "dnf yum"),
    "zypper": Cache(
        _set("zypper"), _set("install in remove rm source-install si patch update up dup dist-upgrade"),
        ("/var/cache/zypp",), _set("zypper"), _set("clean cc"),
    ),
    "pip": Cache(_set("pip"), _set("install"), (".cache/pip",), _set("pip"), _set("cache"), "purge", True),
    "npm": Cache(_set("npm"), _set("install i ci add"), (".npm",), _set("npm"), _set("cache"), "clean"),
    "pnpm": Cache(
        _set("pnpm"), _set("install i add"), (".local/share/pnpm", "pnpm/store", ".pnpm-store"),
        _set("pnpm"), _set("store"), "prune",
    ),
    "yarn": Cache(
        _set("yarn"), _set("install add global"),
        (".cache/yarn", ".yarn/cache", ".yarn-cache", "/usr/local/share/.cache"), _set("yarn"), _set("cache"), "clean",
    ),
    "gem": Cache(
        _set("gem"), _set("install i update"), (".gem", *_GEM_PATHS), _set("gem"), _set("cleanup")
    ),
    "bundle": Cache(_set("bundle bundler"), _set("install"), (".bundle", *_GEM_PATHS)),
    "rvm": Cache(_set("rvm"), _set("install"), ("rvm/archives", "rvm/src"), _set("rvm"), _set("cleanup")),
    "cargo": Cache(_set("cargo"), _set("install"), ("cargo/registry", ".cargo")),
    "composer": Cache(
        _set("composer"), _set("install require update create-project"),
        (".composer/cache", ".cache/composer", ".composer"), _set("composer"), _set("clear-cache clearcache cc"),
    ),
    "conda": Cache(
        _set("conda mamba micromamba"), _set("install create update"), ("conda/pkgs", "conda3/pkgs", "miniforge3/pkgs"),
        _set("conda mamba micromamba"), _set("clean"),
    ),
    "uv": Cache(_set("uv"), _set("pip sync add tool"), (".cache/uv",), _set("uv"), _set("cache"), "clean"),
    "pacman": Cache(_set("pacman"), frozenset(), ("/var/cache/pacman",), _set("pacman"), frozenset()),
}

_BRACES = pattern(r"([^{}]*)\{([^{}]*)\}([^{}]*)")
_NUMBERED = pattern(r"/(?:\*|\d[\d.]*\*?)(?=/)")
#: Subcommands that fill a cache only with one of these operands first.
_SECOND: dict[object, tuple[tuple[str, ...], ...]] = {
    ("uv", "pip"): (("install",), ("sync",)),
    ("uv", "tool"): (("install",),),
    ("yarn", "global"): (("add",),),
    "module": (("install",), ("update",)),
    "group": (("install",), ("upgrade",)),
}
_PACMAN = pattern(r"-S[yuwb]*|--sync")


def left_behind(document: Document, command: Command, family: str) -> Instruction | None:
    """Return the instruction whose layer keeps what a command caches; None where nothing stays or nothing ships."""
    if not in_build(command) or command not in _left(command.script, family):
        return None
    instruction = instruction_of(document, command)
    if not delivered(instruction.stage) or covered(instruction, CACHES[family].paths):
        return None
    return instruction


@lru_cache(maxsize=32)
def _left(script: Script, family: str) -> frozenset[Command]:
    """Return the commands of a script that fill a cache and that no later one cleans up behind."""
    cache = CACHES[family]
    pending: list[Command] = []
    for command in script.commands:
        if command.program in cache.programs and _fills(command, cache):
            pending.append(command)
        elif pending and cleans(command, cache):
            pending = []
    return frozenset(pending if cache.each else pending[:1])


def _fills(command: Command, cache: Cache) -> bool:
    if command.program == "pacman":
        return any(_PACMAN.fullmatch(arg) for arg in command.args)
    arguments = command.arguments
    subcommand = arguments.subcommand
    if subcommand is None:
        return command.program == "yarn" and not arguments.has("--version", "-v", "--help", "-h")
    needed = _SECOND.get((command.program, str(subcommand))) or _SECOND.get(str(subcommand))
    return subcommand in cache.fills and (needed is None or arguments.operands[:1] in needed)


def cleans(command: Command, cache: Cache) -> bool:
    """Tell whether a command empties the cache."""
    program = command.program
    if program in cache.cleaners:
        arguments = command.arguments
        if program == "pacman":
            return any(arg.startswith("-S") and "c" in arg for arg in command.args)
        return arguments.subcommand in cache.cleans and (not cache.operand or cache.operand in arguments.operands)
    if program in ("rm", "find"):
        return any(_holds(path, cache.paths, program) for arg in command.args for path in spread(arg))
    return "clean" in program


def _holds(path: str, places: tuple[str, ...], program: str) -> bool:
    """Tell whether removing a path takes away what lies at one of these places."""
    path = _NUMBERED.sub("", path)
    bare = path.rstrip("*").rstrip("/")
    for place in places:
        if not place.startswith("/"):
            if f"{place}/" in f"{bare}/" or bare.endswith("/" + place.partition("/")[0]):
                return True
        elif place == bare or path.endswith("*") and bare.startswith(f"{place}/"):
            return True
        elif bare and place.startswith(f"{bare}/") and (program == "rm" or bare.startswith("/var/")):
            return True
    return False


def spread(word: str) -> list[str]:
    """Return the words that braces stand for: ``/var/{lib,cache}``; one pair of braces is read."""
    match = _BRACES.fullmatch(word)
    return [match[1] + middle + match[3] for middle in match[2].split(",")] if match else [word]


def covered(instruction: Instruction, paths: tuple[str, ...]) -> bool:
    """Tell whether a mount keeps what is written to one of these paths out of the layer."""
    for mount in instruction.mounts:
        target = mount.target
        if mount.kind in ("cache", "tmpfs") and target is not None and _below(instruction.expand(target), paths):
            return True
    return False


def _below(target: Text, paths: tuple[str, ...]) -> bool:
    """Tell whether a directory holds one of the paths; one that cannot be known may."""
    where = f"{target.rstrip('/')}/"
    for path in paths:
        if path.startswith("/"):
            if f"{path}/".startswith(where):
                return True
        elif f"{path}/" in where or where.endswith(f"/{path.partition('/')[0]}/") or where == "/root/":
            return True
    return not target.known


def clean(document: Document, instruction: Instruction, command: Command, addition: str) -> Fix | None:
    """Return the fix that cleans up at the end of the instruction, with sudo where the command needed it."""
    starters = [wrapper for wrapper in command.wrappers if wrapper not in ("env", "command", "eatmydata")]
    if starters not in ([], ["sudo"]):
        return None
    edit = append(document, instruction, f"sudo {addition}" if starters else addition)
    return Fix("clean up in the same layer", (edit,), True) if edit else None
