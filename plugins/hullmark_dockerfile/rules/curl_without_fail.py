"""curl saves an error page as if it were the file.

Why: curl ends well when the server answers with 404 or 500. The text of the error page lands in the file or in the
pipe, the build goes on, and what is missing shows up when the container runs.
Instead: write ``curl -f``, as in ``curl -fsSL``: an error of the server then fails the RUN.
Flags: curl in RUN without ``-f``, ``--fail`` or ``--fail-with-body`` that writes a file or feeds a pipe; as
information, and in the profile strict, where the same RUN unpacks the result or compares a checksum, which fails too.
Not flagged: ``-I``, ``-X``, ``-d`` and other calls of an interface; ``-w`` with the status; output to /dev/null; a
``.curlrc``; addresses of the machine itself.
Fix safety: safe; the build stops where it would have saved an error page.
See: https://curl.se/docs/manpage.html#-f
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import BUILD
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.downloads import urls
from hullmark_dockerfile.pipes import reader_of
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import insert

_FAIL = ("-f", "--fail", "--fail-with-body")
_CALLS = (
    "-F", "--form", "-I", "--head", "-K", "--config", "-T", "--upload-file", "-V", "--version", "-X", "--request", "-d",
    "--data", "--data-binary", "--data-raw", "--data-urlencode", "-h", "--help", "--json", "-w", "--write-out",
)
_SAVING = ("-o", "--output", "-O", "--remote-name", "--remote-name-all", "-J")
#: Programs that fail when they get an error page.
_CHECKING = frozenset((
    "7z", "apt-key", "b2sum", "bsdtar", "bunzip2", "bzip2", "cosign", "cpio", "dpkg", "gpg", "gpg2", "gunzip", "gzip",
    "jq", "md5sum", "minisign", "openssl", "rpm", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum",
    "shasum", "tar", "unxz", "unzip", "xz", "zcat", "zstd",
))
_LOCAL = ("http://localhost", "http://127.", "http://[::1]", "file:", "localhost", "127.0.0.1")


@rule(BUILD, WARNING, on=Command, when=("curl",), peers="binnacle:curlUseFlagF")
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the program."""
    if not in_build(command):
        return
    arguments = command.arguments
    names = {option.name for option in arguments.options}
    if not names.isdisjoint(_FAIL) or not names.isdisjoint(_CALLS) or ".curlrc" in command.script.text:
        return
    addresses = urls(command)
    saved = command.after == "|" or not names.isdisjoint(_SAVING) or any(
        redirect.operator in (">", ">>", "&>") and redirect.descriptor in ("", "1") for redirect in command.redirects
    )
    if not saved or not addresses or all(address.startswith(_LOCAL) for address in addresses) or _is_dropped(command):
        return
    reader = reader_of(command)
    what = f"feeds an error page to {reader.program}" if reader is not None else "saves an error page"
    checked = command.span.start < _last_check(command.script)
    yield Problem(
        command.name,
        f"curl without -f {what} as if it were the file",
        insert(command, command.name, "-f"),
        severity=INFO if checked else WARNING,
        profile=STRICT if checked else DEFAULT,
    )


def _is_dropped(command: Command) -> bool:
    """Tell whether the output goes nowhere."""
    return command.arguments.value("-o", "--output") == "/dev/null" or any(
        redirect.target == "/dev/null" and redirect.descriptor != "2" for redirect in command.redirects
    )


@lru_cache(maxsize=4)
def _last_check(script: Script) -> int:
    """Return the place of the last command that fails when it gets an error page, -1 if there is none."""
    return max((one.span.start for one in script.commands if one.program in _CHECKING), default=-1)
