"""Something is fetched from where anybody may leave it.

Why: pastes, file drops, tunnels and bare addresses belong to nobody whom you know; what stands there today may be
another thing tomorrow, and this is where malware fetches its next part.
Instead: fetch a release of the project itself, and compare its checksum.
Flags: downloads of curl, wget and the like, and of ADD, from a public IP address, a host of pastes or dropped files, a
tunnel, a shortener of links, or a name in punycode. With a checksum behind it, it counts as information.
Not flagged: private addresses and this machine; what commands only print.
See: https://attack.mitre.org/techniques/T1105/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Url
from hullmark.plugin import INFO
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.downloads import FETCHERS
from hullmark_containers.downloads import downloads_of
from hullmark_containers.downloads import is_verified
from hullmark_containers.hosts import TUNNELS
from hullmark_containers.hosts import is_below
from hullmark_containers.hosts import is_local

#: Hosts where anybody may leave something; one matches with all those below it.
_HOSTS = (
    "0x0.st", "anonfiles.com", "bit.ly", "bashupload.com", "catbox.moe", "cdn.discordapp.com", "file.io", "gofile.io",
    "hastebin.com", "is.gd", "ix.io", "oshi.at", "paste.ee", "pastebin.com", "rentry.co", "sprunge.us", "temp.sh",
    "termbin.com", "tinyurl.com", "transfer.sh", *TUNNELS,
)
_HINTS = (*_HOSTS, "xn--", ".onion", *(f"//{digit}" for digit in range(1, 10)))
_ADDRESS = pattern(r"\d{1,3}(?:\.\d{1,3}){3}")
_SAMPLES = ("192.0.2.", "198.51.100.", "203.0.113.", "0.")


@rule(SUPPLY_CHAIN, WARNING, on=(Command, Url), when={Command: FETCHERS}, hints=_HINTS)
def check(fact: Command | Url, context: Context) -> Iterator[Problem]:
    """Flag the URL."""
    if isinstance(fact, Url):
        if fact.command is None:
            yield from _judged(fact.text, fact.host, fact.checked)
    elif fact.script.use != "health":
        for download in downloads_of(fact):
            yield from _judged(download.at, download.host, is_verified(fact.script))


def _judged(at: Text, host: str, checked: bool) -> Iterator[Problem]:
    if _is_suspicious(host.lower()):
        yield Problem(at, f"{host} is a place where anybody may leave something", severity=INFO if checked else None)


def _is_suspicious(host: str) -> bool:
    if _ADDRESS.fullmatch(host):
        return not is_local(host) and not host.startswith(_SAMPLES)
    parts = host.split(".")
    if parts[-1] == "onion" or any(part.startswith("xn--") for part in parts):
        return True
    return is_below(host, _HOSTS)
