"""Which shell ``/bin/sh`` is, and how to name another one.

Sources, read in November 2026: the Dockerfiles of the images named; Debian's and Ubuntu's /bin/sh is dash, Alpine's and
BusyBox's is ash, that of Red Hat's, SUSE's, Amazon's and Arch's distributions is bash.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from hullmark.model import Script
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Span
from hullmark.plugin import pattern

if TYPE_CHECKING:
    from hullmark_dockerfile.scopes import Shell
    from hullmark_dockerfile.tree import Instruction
    from hullmark_dockerfile.tree import Stage

DASH, BUSYBOX, BASH = "dash", "busybox", "bash"

#: Shells that know everything that bash does, as far as it matters here.
BASH_LIKE = frozenset(("bash", "zsh", "ksh", "mksh", "rbash"))

#: Shells that know little more than POSIX.
PLAIN = frozenset(("sh", "dash", "ash", "busybox"))

_BUSYBOX = pattern(r"(?:^|[-_./:])(?:alpine|busybox|wolfi|postmarketos)", re.IGNORECASE)
_BASH = pattern(
    r"(?:^|/)(?:alma|amazon(?:linux|corretto)|archlinux|azurelinux|bci-|centos|fedora|mageia|manylinux|mariner|opensuse"
    r"|oraclelinux|photon|rhel|rocky|sles?\b|suse|ubi\d)|redhat\.(?:com|io)/"
    r"|[-_:.](?:amazonlinux|azurelinux|centos|fedora|mariner|ol\d|oraclelinux|rocky|ubi\d*)(?![a-z])",
    re.IGNORECASE,
)
_DASH = pattern(
    r"(?:^|[-_./:])(?:bionic|bookworm|bullseye|buildpack-deps|buster|debian|focal|jammy|minideb|noble|raspbian|resolute"
    r"|stretch|trixie|ubuntu|xenial)",
    re.IGNORECASE,
)
#: Official images that begin from Debian or Ubuntu unless their tag says otherwise.
_DEBIAN = frozenset((
    "cassandra", "clojure", "composer-debian", "eclipse-temurin", "elixir", "erlang", "gcc", "golang", "gradle",
    "haskell", "httpd", "influxdb", "jenkins/jenkins", "jruby", "julia", "mariadb", "maven", "memcached", "mongo",
    "neo4j", "nginx", "node", "openjdk", "perl", "php", "postgres", "pypy", "python", "r-base", "redis", "rethinkdb",
    "ruby", "rust", "sapmachine", "solr", "swift", "tomcat", "wordpress",
))
_TOOLS = pattern(
    r"\b(?:(?P<busybox>apk\s+(?:-\S+\s+)*add)|(?P<dash>apt(?:-get)?\s+(?:-\S+\s+)*(?:install|update))"
    r"|(?P<bash>(?:dnf|microdnf|tdnf|yum|zypper|pacman)\s+-?\w))"
)
_ERREXIT = pattern(r"-[a-z]*e[a-z]*")
_SHEBANG = pattern(r"#![^\n]*\s-\w*e")
_REPLACED = pattern(r"\bln\s[^;&|]*/(\w*sh)\s+(?:/usr)?/bin/sh\b|\bdpkg-reconfigure\s[^;&|]*\bdash\b")


@lru_cache(maxsize=8)
def base_shell(stage: Stage) -> str:
    """Return what /bin/sh is in the image that a stage begins from: DASH, BUSYBOX, BASH, or "" where unknown."""
    image = stage.root_image
    if image is not None:
        name = f"{image.repository}:{image.tag or ''}"
        for expression, shell in ((_BUSYBOX, BUSYBOX), (_BASH, BASH), (_DASH, DASH)):
            if expression.search(name):
                return shell
        if image.repository.lower() in _DEBIAN or image.repository.partition("/")[2].lower() in _DEBIAN:
            return DASH
    for instruction in stage.instructions:
        match = _TOOLS.search(instruction.whole) if instruction.key == "RUN" else None
        if match:
            return match.lastgroup or ""
    return ""


@lru_cache(maxsize=8)
def _replacements(stage: Stage) -> tuple[tuple[int, str], ...]:
    """Return the instructions that make /bin/sh another shell, with its name."""
    found = []
    for parent in reversed(stage.chain()):
        for instruction in parent.instructions:
            text = instruction.whole
            if instruction.key == "RUN" and ("/bin/sh" in text or "dpkg-reconfigure" in text):
                match = _REPLACED.search(text)
                if match:
                    found.append((instruction.index, match[1] or BASH))
    return tuple(found)


def actual_shell(instruction: Instruction) -> str:
    """Return the shell that runs an instruction: its name, with DASH, BUSYBOX or BASH for sh, "" where unknown."""
    name = instruction.shell.name
    if name == "ash":
        return BUSYBOX
    if name != "sh":
        return name
    for index, shell in reversed(_replacements(instruction.stage)):
        if index < instruction.index:
            return BASH if shell in BASH_LIKE else DASH if shell == DASH else ""
    return base_shell(instruction.stage)


def knows_pipefail(shell: Shell, actual: str) -> bool:
    """Tell whether a shell takes ``-o pipefail``; dash does so from 0.5.13 on, which no stable image has."""
    return shell.name in BASH_LIKE or shell.name in ("ash", "pwsh", "powershell", "cmd") or actual in (BUSYBOX, BASH)


def errexit(script: Script, shell: Shell) -> int:
    """Return the number of the command from which on a failure ends the script, their count if none does."""
    options = shell.args[1:] if script.language == shell.name else ()
    if any(_ERREXIT.fullmatch(option) for option in options) or "errexit" in options or _SHEBANG.match(script.text):
        return -1
    for position, command in enumerate(script.commands):
        if command.program == "set" and any(_ERREXIT.fullmatch(arg) or arg == "errexit" for arg in command.args):
            return position
    return len(script.commands)


def insert_shell(document: Document, instruction: Instruction, *words: str) -> Fix | None:
    """Return the fix that writes a SHELL instruction in front of another one, None where that is not simple."""
    if instruction.onbuild or instruction.shell.explicit:
        return None
    above = document.text[slice(*document.lines.span(max(instruction.first - 1, 0)))]
    if instruction.first and above.lstrip().startswith("#"):
        return None
    start = instruction.span.start
    listed = ", ".join(f'"{word}"' for word in words)
    return Fix(f"set SHELL to {words[0]}", (Edit(Span(start, start), f"SHELL [{listed}]{document.newline}"),), False)
