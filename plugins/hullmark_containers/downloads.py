"""What commands download, and by what means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Url
from hullmark.plugin import Text
from hullmark.plugin import holds
from hullmark.plugin import pattern
from hullmark.shell.urls import urls_in

from hullmark_containers.hosts import is_below
from hullmark_containers.hosts import is_local

#: Programs whose operands are what they fetch.
FETCHERS = frozenset((
    "aria2c", "axel", "bower", "curl", "dnf", "fetch", "ftp", "git", "http", "lftp", "lftpget", "links", "lynx",
    "microdnf", "npm", "pip", "rpm", "rsync", "svn", "tftp", "wget", "wget2", "yarn", "yum", "zypper",
))
#: Of those with subcommands, the ones that fetch.
_FETCHING = {
    "git": frozenset(("archive", "clone", "fetch", "ls-remote", "pull", "remote", "submodule")),
    "npm": frozenset(("add", "i", "install")),
    "pip": frozenset(("download", "install", "wheel")),
    "yarn": frozenset(("add",)),
    "yum": frozenset(("install", "localinstall", "reinstall", "update")),
    "dnf": frozenset(("install", "localinstall", "reinstall", "update")),
    "microdnf": frozenset(("install",)),
    "zypper": frozenset(("in", "install")),
}
#: Schemes without encryption, and what to call them.
PLAIN = {"http": "HTTP", "ftp": "FTP", "tftp": "TFTP", "rsync": "rsync", "git": "the git protocol", "svn": "svn"}
#: Programs that compare a file with a checksum or a signature.
_VERIFIERS = pattern(r"(?:sha\d+|b2|b3|xxh\d*)sum|shasum|sha256|gpgv2?|cosign|minisign|signify|slsa-verifier|rhash")
#: Hosts that serve everything over HTTPS too; a host matches with all those below it. Read in 2026.
HTTPS_HOSTS = frozenset((
    "alpinelinux.org", "apache.org", "archive.org", "bitbucket.org", "bouncycastle.org", "centos.org", "cpan.org",
    "debian.org", "docker.com", "eclipse.org", "fedoraproject.org", "ffmpeg.org", "github.com", "github.io",
    "githubusercontent.com", "gitlab.com", "gnome.org", "gnu.org", "gnupg.org", "go.dev", "golang.org", "google.com",
    "googleapis.com", "jenkins.io", "kernel.org", "launchpad.net", "lua.org", "mariadb.org", "maven.org",
    "microsoft.com", "mozilla.org", "nginx.org", "nodejs.org", "npmjs.org", "openssl.org", "oracle.com", "osuosl.org",
    "perl.org", "php.net", "postgresql.org", "pypi.org", "python.org", "pythonhosted.org", "ruby-lang.org",
    "rubygems.org", "sourceforge.net", "sqlite.org", "ubuntu.com", "videolan.org", "wordpress.org", "xmlsoft.org",
    "zlib.net",
))

_VARIABLE = pattern(r"\$\{?([A-Za-z_]\w*)")
_BARE = pattern(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_CALLS = pattern(
    r"\b(?:Invoke-WebRequest|iwr|Invoke-RestMethod|irm|DownloadFile(?:Async)?|DownloadString|Start-BitsTransfer"
    r"|wget|curl|urlopen|urlretrieve|requests\.get|URI\.open|open-uri|LWP::Simple|file_get_contents|https?\.get)\b",
    re.IGNORECASE,
)
_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]{0,40}://[^\s'\"<>|)]*")
_ASSIGNED = pattern(r"(\$?\w+)\s*=\s*\(?['\"]?$")


class Download(NamedTuple):
    """Something that is fetched: where its URL is written, its scheme and host, the program, and where it is used."""

    at: Text
    scheme: str
    host: str
    program: str
    use: Text | None = None


def downloads_of(command: Command) -> Iterator[Download]:
    """Yield what a command of ``FETCHERS`` fetches, as far as it can be known."""
    arguments = command.arguments
    program = command.program
    if program in _FETCHING and arguments.subcommand not in _FETCHING[program]:
        return
    operands = arguments.operands
    if program == "curl":
        operands += tuple(option.value for option in arguments.options if option.name == "--url" and option.value)
    for operand in operands:
        for url in urls_in(operand, program):
            yield Download(url.text, url.scheme.rpartition("+")[2], url.host, program)
        if "$" in operand and "://" not in operand:
            yield from _through_variable(operand, command)
    if program in ("curl", "wget") and not any("://" in arg or "$" in arg for arg in command.args):
        for operand in operands:
            if _BARE.fullmatch(operand):
                host = operand.partition("/")[0].partition(":")[0]
                yield Download(operand, "http", host.lower(), program)


def _through_variable(operand: Text, command: Command) -> Iterator[Download]:
    """Yield the URL that a variable at the beginning of an operand holds."""
    match = _VARIABLE.match(operand)
    if match is None:
        return
    for other in command.script.commands:
        for assignment in other.assignments:
            if assignment.name == match[1]:
                for url in urls_in(assignment.value, command.program):
                    yield Download(url.text, url.scheme, url.host, command.program)
                return
    value = command.script.lookup(match[1]) if command.script.lookup else None
    if value is None or not value.end:  # set by the builder, not in the file
        return
    for url in urls_in(value, command.program):
        yield Download(value, url.scheme, url.host, command.program, operand)


def downloads_in(file: File) -> Iterator[Download]:
    """Yield the URLs that a program in another language fetches."""
    text = file.text
    for found in _URL.finditer(text) if "://" in text else ():
        start = found.start()
        before = text[text.rfind("\n", 0, start) + 1:start][-200:]
        call = _CALLS.search(before) or _through_name(text, before, start)
        for url in urls_in(text.part(*found.span()), "") if call else ():
            yield Download(url.text, url.scheme, url.host, call[0] if call else "")


def _through_name(text: str, before: str, start: int) -> re.Match[str] | None:
    """Return the call that fetches the URL which is assigned to a name here."""
    assigned = _ASSIGNED.search(before)
    if assigned is None:
        return None
    for call in _CALLS.finditer(text, start):
        if assigned[1] in text[call.end():call.end() + 200].partition("\n")[0]:
            return call
    return None


def may_be_plain(text: str) -> bool:
    """Tell quickly whether a command as written may fetch something that ``is_plain``."""
    return "://" not in text or "$" in text or holds(text, [f"{scheme}://" for scheme in PLAIN])


def is_plain(scheme: str, host: str) -> bool:
    """Tell whether something is fetched without encryption from a host that is known and not close by."""
    return scheme in PLAIN and bool(host) and not set(host) & set("$*{%<`") and not is_local(host)


def serves_https(host: str) -> bool:
    """Tell whether a host is known to serve everything over HTTPS too."""
    return is_below(host, HTTPS_HOSTS)


def is_verified(script: Script) -> bool:
    """Tell whether a script compares a file with a checksum or a signature."""
    return any(
        _VERIFIERS.fullmatch(command.program) or command.program == "gpg" and "--verify" in command.args
        for command in script.commands
    )


def added(url: Url) -> Download:
    """Return what an instruction of the format fetches."""
    return Download(url.text, url.scheme, url.host, url.fetcher)
