"""Commands that refresh a package index, and whether something in the same RUN uses it."""

from __future__ import annotations

from functools import lru_cache

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.shell.packages import MANAGERS
from hullmark.shell.programs import SHELLS
from hullmark.shell.wrappers import script_argument

from hullmark_dockerfile.caches import CACHES
from hullmark_dockerfile.caches import cleans
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction

#: Where an index lies, by family; a mount there keeps it out of the layer.
INDEX_PATHS = {
    "apt": ("/var/lib/apt/lists",),
    "apk": ("/var/cache/apk", "/etc/apk/cache", "/lib/apk"),
    "dnf": ("/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"),
    "zypper": ("/var/cache/zypp",),
    "pacman": ("/var/lib/pacman",),
}

_APT = ("apt-get", "apt", "aptitude")

#: Subcommands that read the index besides those that install or upgrade.
_READING = frozenset(
    "build-dep builddep source download satisfy full-upgrade dselect-upgrade dist-upgrade show search list policy"
    " changelog module group groupinstall localinstall swap copr downgrade provides repoquery info fetch".split()
)
#: Programs that install with one of these managers.
_INSTALLERS = frozenset(
    "add-apt-repository ansible-playbook apt-cache apt-fast apt-file apt-rdepends chef-client chef-solo debootstrap"
    " equivs-build gdebi make mk-build-deps nala puppet rosdep salt-call source tasksel unattended-upgrade"
    " unattended-upgrades aptdcon dpkg dpkg-buildpackage yum-builddep yum-config-manager yumdownloader dnf5"
    " checkinstall conan dnf-3 reposync repoquery".split()
)
#: ``pacman -Syu`` in its spellings.
_PACMAN = pattern("-S(?:yy?uu?|uu?yy?)")
_SYSTEM = ("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/")


def family_of(command: Command) -> str:
    """Return which index a command uses; yum and dnf share one. "" for another program."""
    if command.program == "pacman":
        return "pacman"
    manager = MANAGERS.get(command.program)
    family = manager.family if manager else ""
    family = "dnf" if family == "yum" else family
    return family if family in INDEX_PATHS else ""


def refreshes(command: Command) -> bool:
    """Tell whether a command does nothing but refresh an index."""
    if command.program == "pacman":
        return any(arg in ("-Sy", "-Syy") for arg in command.args) and not command.arguments.operands
    manager = MANAGERS.get(command.program)
    return manager is not None and command.arguments.subcommand in manager.update


def upgrades_all(command: Command) -> bool:
    """Tell whether a command of yum, dnf, zypper or pacman upgrades all packages: its "update" is no refresh."""
    manager = MANAGERS.get(command.program)
    arguments = command.arguments
    if command.program == "pacman":
        return not arguments.operands and any(_PACMAN.fullmatch(arg) for arg in command.args)
    return (
        manager is not None and manager.family in ("yum", "dnf", "zypper")
        and arguments.subcommand in manager.upgrade and not arguments.operands
    )


def action(command: Command) -> Text:
    """Return the word that says what a package manager does: its subcommand, or the operation of pacman."""
    if command.arguments.subcommand is not None:
        return command.arguments.subcommand
    return next((arg for arg in command.args if arg.startswith("-S")), command.name)


@lru_cache(maxsize=8)
def alone(script: Script) -> frozenset[Command]:
    """Return the commands that refresh an index, or upgrade all, and after which nothing in the script installs.

    A refreshed index that the script deletes again was a test of the list of sources; no later RUN can use it.
    """
    used: set[str] = set()
    found: set[Command] = set()
    emptied: dict[str, int] = {}
    for index in range(len(script.commands) - 1, -1, -1):
        command = script.commands[index]
        family = family_of(command)
        if not family and _unknown(command):
            break
        if not family or family in used:
            continue
        if upgrades_all(command):
            found.add(command)
            used.add(family)
        elif refreshes(command):
            if family not in emptied:
                emptied[family] = _last_emptied(script.commands, family)
            if emptied[family] < index:
                found.add(command)
        elif uses(command):
            used.add(family)
    return frozenset(found)


def _last_emptied(commands: list[Command], family: str) -> int:
    """Return the position of the last command that deletes the index of a family, -1 where none does."""
    for index in range(len(commands) - 1, -1, -1):
        command = commands[index]
        removes = command.program in ("rm", "find") and ("/var" in command.text or "apk" in command.text)
        if (removes or family_of(command) == family) and cleans(command, CACHES[family]):
            return index
    return -1


def uses(command: Command) -> bool:
    """Tell whether a command of a package manager reads the index."""
    manager = MANAGERS.get(command.program)
    if manager is None:
        return command.program == "pacman"
    subcommand = command.arguments.subcommand
    if subcommand is None or not subcommand.known:
        return True
    return subcommand in manager.install or subcommand in manager.upgrade or subcommand in _READING


def _unknown(command: Command) -> bool:
    """Tell whether a command may install what cannot be seen: a script, a shell that reads its input, a tool."""
    program, name = command.program, command.name
    if program in SHELLS:
        return script_argument(command) is None
    if program in _INSTALLERS or program == "." or program.endswith(".sh") or not name.known:
        return bool(name)
    if "install" in program and program != "install":
        return True
    if "/" in name and not name.startswith(_SYSTEM):
        return True
    return "-deps" in command.text and any("install-deps" in arg or arg == "--with-deps" for arg in command.args)


_RELEASE = pattern(r"edge|latest-stable|v3\.\d")


@lru_cache(maxsize=8)
def _branch_named(script: Script) -> bool:
    return "/etc/apk/repositories" in script.text and _RELEASE.search(script.text) is not None


def switches_release(command: Command) -> bool:
    """Tell whether ``apk upgrade`` stands in a script that writes another branch into apk's list of repositories."""
    return command.program == "apk" and _branch_named(command.script)


@lru_cache(maxsize=2)
def first_updates(dockerfile: Dockerfile) -> list[int]:
    """Return for each stage the index of the first RUN, inherited ones included, that fetches the lists."""
    found: list[int] = []
    for stage in dockerfile.stages:
        first = found[stage.parent.index] if stage.parent is not None else len(dockerfile.instructions)
        fetching = (run.index for run in stage.of("RUN") if "update" in apt_subcommands(run))
        found.append(min(first, next(fetching, first)))
    return found


@lru_cache(maxsize=2)
def last_needing(dockerfile: Dockerfile) -> int:
    """Return the index of the last RUN that uses apt without fetching the lists first."""
    for run in reversed(dockerfile.instructions):
        if run.key == "RUN" and apt_subcommands(run)[:1] not in ([], ["update"]):
            return run.index
    return -1


def apt_subcommands(run: Instruction) -> list[str]:
    """Return what an instruction does with apt, in order."""
    if run.script is None or "apt" not in run.script.text:
        return []
    return [str(command.arguments.subcommand) for command in run.script.commands if command.program in _APT]
