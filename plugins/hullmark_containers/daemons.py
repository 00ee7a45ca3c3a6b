"""Daemons: the packages that hold them and the programs that run them.

Sources: the package indexes of Debian 13, Alpine 3.22, Fedora 43, openSUSE Leap 16 and Arch, as known in November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Image
from hullmark.plugin import Fix
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.shell.packages import MANAGERS
from hullmark.shell.packages import installs

#: Packages with an SSH server, whatever the distribution.
SSH_PACKAGES = frozenset((
    "dropbear", "dropbear-bin", "dropbear-run", "openssh-server", "openssh-server-pam", "openssh-sshd",
    "task-ssh-server", "tinyssh", "tinysshd",
))

#: Packages that bring the SSH server along, by package manager, and the package of the client alone.
SSH_BUNDLES = {
    "apk": ("openssh", "openssh-client"),
    "apt": ("ssh", "openssh-client"),
    "apt-get": ("ssh", "openssh-client"),
    "aptitude": ("ssh", "openssh-client"),
    "emerge": ("net-misc/openssh", ""),
    "pacman": ("openssh", ""),
    "zypper": ("openssh", "openssh-clients"),
}

#: The client's package where a package manager has one of its own.
SSH_CLIENTS = {
    "apk": "openssh-client", "apt": "openssh-client", "apt-get": "openssh-client", "aptitude": "openssh-client",
    "dnf": "openssh-clients", "microdnf": "openssh-clients", "tdnf": "openssh-clients", "yum": "openssh-clients",
    "zypper": "openssh-clients",
}

#: Programs that are an SSH server.
SSH_PROGRAMS = frozenset(("dropbear", "sshd", "tinysshd"))

#: Names of the service.
SSH_SERVICES = frozenset(("dropbear", "ssh", "ssh.service", "sshd", "sshd.service"))

#: Programs that install, prepare or start an SSH server.
SSH_COMMANDS = (
    *(name for name in MANAGERS if MANAGERS[name].family in ("apk", "apt", "dnf", "yum", "zypper")),
    *sorted(SSH_PROGRAMS), "emerge", "mkdir", "pacman", "rc-service", "rc-update", "service", "ssh", "ssh-keygen",
    "systemctl",
)

#: Images that are an SSH server, and those whose purpose needs one: forges and stores of files.
_SSH_IMAGE = pattern(r"(?:[\w.]+-)*(?:openssh-server|openssh|sshd|ssh-server|dropbear)")
_SSH_PRODUCTS = pattern(
    r"(?:.*[/_-])?(?:gitea|forgejo|gitlab(?:-[ce]e)?|gogs|sftpgo|sftp|teleport|soft-serve|gerrit|onedev)(?:-.*)?"
)

_VERSION = pattern(r"[=<>~:@]")
#: A file that shows by itself that a server is there.
_EVIDENCE = pattern(r"openssh|dropbear|tinyssh|bin/sshd|\bsshd?\s+-[De]|\bssh\s+(?:re)?start|\"sshd\"")
#: A folder that says that the image is an SSH server.
_SERVER = pattern(r"(?:[a-z0-9]+[-_])*(?:ssh|sshd|openssh|openssh[-_]server|dropbear|sftp|bastion)")
_RUN_DIRECTORY = pattern(r"(?:/var)?/run/sshd/?")


def packages_of(command: Command) -> tuple[Text, ...]:
    """Return the words of a command that name packages of a distribution to install."""
    arguments = command.arguments
    if command.program == "pacman":
        return arguments.operands if any(option.name in ("-S", "--sync") for option in arguments.options) else ()
    if command.program == "emerge":
        return arguments.operands
    return installs(command) or ()


def package_name(word: str) -> str:
    """Return the name of a package without version and architecture."""
    return _VERSION.split(word, maxsplit=1)[0].lower()


def removed_later(command: Command, package: str) -> bool:
    """Tell whether a later command of the same script removes a package again."""
    commands = command.script.commands
    for other in commands[commands.index(command) + 1:]:
        manager = MANAGERS.get(other.program)
        if manager and other.arguments.subcommand in manager.remove and package in other.arguments.operands:
            return True
    return False


def ssh_installed(command: Command) -> Iterator[tuple[Text, str, str]]:
    """Yield what a command installs that holds an SSH server: the word, the package, and that of a client it holds."""
    bundle, client = SSH_BUNDLES.get(command.program, ("", ""))
    for word in packages_of(command):
        name = package_name(word)
        if (name in SSH_PACKAGES or name == bundle) and word.known and not removed_later(command, name):
            yield word, name, client if name == bundle else ""


def is_ssh_server(path: str) -> bool:
    """Tell whether the folder of a file is named after an SSH server."""
    folder = path.replace("\\", "/").rpartition("/")[0].rpartition("/")[2]
    return _SERVER.fullmatch(folder.lower()) is not None


def is_ssh_image(image: Image) -> bool:
    """Tell whether an image is by its name an SSH server and nothing else."""
    return _SSH_IMAGE.fullmatch(image.repository.rpartition("/")[2]) is not None


def serves_ssh(image: Image | None) -> bool:
    """Tell whether an image is by its name a product that is reached by SSH."""
    return image is not None and _SSH_PRODUCTS.fullmatch(image.repository) is not None


def shows_ssh(text: str) -> bool:
    """Tell whether a file shows by itself that an SSH server is installed or started."""
    return _EVIDENCE.search(text) is not None


def ssh_started(command: Command) -> Text | None:
    """Return the word by which a command starts an SSH server."""
    program, args = command.program, command.args
    if program in SSH_PROGRAMS:
        return None if {"-t", "-T", "-V", "-G", "--version"} & set(args) else command.name
    if command.script.use in ("build", "onbuild"):
        return None
    if program == "ssh":
        return command.name if command.name.startswith("/etc/init.d/") else None
    if program in ("service", "systemctl", "rc-service") and {"start", "restart"} & set(args):
        return next((arg for arg in args if arg in SSH_SERVICES), None)
    return None


def ssh_prepared(command: Command) -> bool:
    """Tell whether a command prepares an SSH server to run."""
    args = command.args
    if command.program == "ssh-keygen":
        return "-A" in args
    if command.program == "mkdir":
        return any(_RUN_DIRECTORY.fullmatch(arg) for arg in args)
    if command.program in ("rc-update", "systemctl"):
        return bool({"add", "enable"} & set(args)) and any(arg in SSH_SERVICES for arg in args)
    return False


def client_alone(command: Command, word: Text, text: str) -> Fix | None:
    """Return the fix that installs the client alone, None where the file's text gives reason to doubt."""
    client = SSH_CLIENTS.get(command.program)
    if client is None or "sshd" in text or "dropbear" in word or package_name(word) != word:
        return None
    edit = word.edit(client)
    return Fix(f"install {client} instead", (edit,), safe=False) if edit else None
