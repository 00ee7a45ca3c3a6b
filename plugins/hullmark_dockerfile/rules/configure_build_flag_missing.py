"""configure guesses the machine it builds for.

Why: without ``--build`` a configure script asks ``config.guess``, which sees the kernel of the host and not the image:
on a 64-bit ARM machine it builds a 32-bit image for the wrong architecture, and old scripts do not know new ones.
Instead: write ``gnuArch="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)"; ./configure --build="$gnuArch"``.
Flags: ``./configure`` in RUN without ``--build`` and ``--host``, in a file that tells architectures apart elsewhere.
Not flagged: scripts that are not made by autoconf, such as those of nginx, ffmpeg and Qt; ``./configure --help``.
See: https://www.gnu.org/software/autoconf/manual/autoconf.html#Specifying-Target-Triplets
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.runs import in_build

#: Options of scripts that were written by hand.
_OTHER = pattern(
    r"--(?:(?:sbin|conf|pid|lock|modules|error-log|http-log)-path|with-http_|enable-(?:gpl|nonfree|libx26|libfdk)"
    r"|opensource|add-(?:dynamic-)?module|shared$|openssl-|dest-cpu)|-(?:opensource|confirm-license|release)$"
)
#: Signs of an image that is built for several architectures.
_SEVERAL = pattern(r"\b(?:dpkg-architecture|print-arch(?:itecture)?|gnuArch|TARGETARCH|TARGETPLATFORM|uname -m)\b")
_DONE = ("--build", "--host", "--help", "-h", "--version", "-V")


@rule(BUILD, INFO, on=Command, when=("configure",), profile=ALL, peers="binnacle:configureShouldUseBuildFlag")
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the script."""
    if not in_build(command) or "/" not in command.name:
        return
    for arg in command.args:
        if arg.partition("=")[0] in _DONE or _OTHER.match(arg) or not arg.known and arg.startswith(("$", "@")):
            return
    if _SEVERAL.search(context.document.text):
        yield Problem(command.name, f"{command.name} guesses the architecture: --build is missing")
