"""Keys are fetched from one key server, or from one that is gone.

Why: key servers are run by volunteers; they time out, drop keys and vanish. The SKS pool was switched off in 2021, so a
build that asks it fails, and one that asks a single server fails now and then.
Instead: ask ``hkps://keys.openpgp.org`` or ``hkps://keyserver.ubuntu.com`` and fall back on the other one, as in
``gpg --keyserver A --recv-keys KEY || gpg --keyserver B --recv-keys KEY``, or copy the key into the build.
Flags: a key server of the SKS pool or another one that was switched off; as information, and in the profile strict, a
fetch from one server without a loop or a second try, for keyserver.ubuntu.com in the profile all only.
Not flagged: keys.openpgp.org; keyserver.ubuntu.com over hkps; a server in a variable; a fetch with ``||`` behind it.
See: https://keys.openpgp.org/about
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

#: Hosts that no longer answer. Sources, read in November 2026: https://sks-keyservers.net (the notice of June 2021),
#: https://lists.gnupg.org (keys.gnupg.net), and the whois of the others.
_DEAD = ("sks-keyservers.net", "keys.gnupg.net", "subkeys.pgp.net", "keyserver.linux.it")
_HOST = pattern(rf"(?<![\w.-])(?:[\w-]+\.)*(?:{'|'.join(map(re.escape, _DEAD))})")
_RELIABLE = pattern(r"(?:hkps://)?keys\.openpgp\.org/?|hkps://keyserver\.ubuntu\.com(?::443)?/?")
#: One of these stands in every dead host, and in the option that names a host.
_HINTS = ("keyserver", "keys.gnupg.net", "subkeys.pgp.net")
_LOOPS = frozenset(("do", "while", "until", "if", "elif"))


@rule(BUILD, INFO, on=Script, when=("build", "onbuild"), hints=_HINTS, peers="binnacle:gpgUseHaPools")
def check(script: Script, context: Context) -> Iterator[Problem]:
    """Flag dead hosts wherever they stand, then single ones."""
    text = script.text
    dead = list(_HOST.finditer(text)) if any(host in text for host in _DEAD) else []
    for match in dead:
        place = script if script.language == "exec" else text.part(match.start(), match.end())
        yield Problem(place, f"the key server {match[0]} was switched off", severity=WARNING)
    if dead:
        return
    fetches = [command for command in script.commands if _fetches(command)]
    if len({str(command.arguments.value("--keyserver")) for command in fetches}) > 1:
        return
    for command in fetches:
        host = command.arguments.value("--keyserver")
        if host is None or not host.known or _RELIABLE.fullmatch(host):
            continue
        if command.after != "||" and command.before != "||" and _LOOPS.isdisjoint(command.blocks):
            profile = ALL if host.endswith("keyserver.ubuntu.com") else STRICT
            yield Problem(host, f"the build fails whenever {host} does: there is no second try", profile=profile)


def _fetches(command: Command) -> bool:
    """Tell whether a command asks a key server for keys."""
    if command.program not in ("gpg", "gpg2", "apt-key"):
        return False
    return any(arg in ("--recv-keys", "--recv-key", "--recv", "--receive-keys", "--search-keys", "adv")
               for arg in command.args)
