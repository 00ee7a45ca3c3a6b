"""Something is downloaded without encryption.

Why: whoever sits between the build and the server can hand out another file, and it ends up in the image without a
trace; so can a proxy, or the owner of a name that expired.
Instead: write ``https://``; where the server has no HTTPS, compare the file with a checksum that is written in this
file, ``echo "<sha256>  x.tar.gz" | sha256sum -c``, or with ``ADD --checksum=sha256:...``.
Flags: http, ftp, tftp, rsync, git and svn URLs that curl, wget, git, ADD and the like fetch, or that package managers
install, and contexts of builds in Compose and bake files; the URL may come from a variable. A URL without a scheme is
HTTP for curl and wget. So are calls of other languages on the command line, such as Invoke-WebRequest. With a checksum
or signature in the same script it is information.
Not flagged: hosts of this machine or a private network, names without a domain, hosts that are not known; health
checks; proxies, headers and other URLs that are not fetched; repositories of package managers.
Fix safety: safe for ADD from a host that is known to serve HTTPS, since the builder brings its own certificates; in a
command unsafe, because the image may lack them, and so may the server.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Url
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.downloads import FETCHERS
from hullmark_containers.downloads import PLAIN
from hullmark_containers.downloads import Download
from hullmark_containers.downloads import added
from hullmark_containers.downloads import downloads_in
from hullmark_containers.downloads import downloads_of
from hullmark_containers.downloads import is_plain
from hullmark_containers.downloads import is_verified
from hullmark_containers.downloads import may_be_plain
from hullmark_containers.downloads import serves_https


@rule(
    ENCRYPTION,
    WARNING,
    on=(Command, File, Url),
    when=FETCHERS,
    peers=(
        "dockerfile_lint:no_add_without_https dockerfile_lint:no_run_without_https binnacle:curlUseHttpsUrl"
        " binnacle:wgetUseHttpsUrl"
    ),
)
def check(fact: Command | File | Url, context: Context) -> Iterator[Problem]:
    """Flag the URL."""
    if isinstance(fact, Url):
        if fact.command is None and is_plain(fact.scheme, fact.host):
            yield _problem(added(fact), fact.checked, serves_https(fact.host))
    elif isinstance(fact, File):
        for download in downloads_in(fact) if fact.path is None else ():
            if is_plain(download.scheme, download.host):
                yield _problem(download, False, False)
    elif fact.script.use != "health" and may_be_plain(fact.text):
        for download in downloads_of(fact):
            if is_plain(download.scheme, download.host):
                yield _problem(download, is_verified(fact.script), False)


def _problem(download: Download, verified: bool, safe: bool) -> Problem:
    message = f"{download.program} fetches from {download.host} over {PLAIN[download.scheme]} without encryption"
    edit = download.at.part(0, 4).edit("https") if download.at.lower().startswith("http://") else None
    fix = Fix("fetch it over HTTPS", (edit,), safe) if edit is not None else None
    notes = ((download.use, "it is fetched here"),) if download.use is not None else ()
    return Problem(download.at, message, fix, notes, INFO if verified else None)
