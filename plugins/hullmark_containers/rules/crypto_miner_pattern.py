"""A miner of cryptocurrency is installed or run.

Why: miners are what most intruders leave behind; they take all processors, and whoever put them there can come back.
Instead: take it out, find out how it came in, and replace every credential that the container could read.
Flags: images and commands with the names of miners (xmrig, cpuminer, ethminer and others) and of malware that brings
them (kinsing, kdevtmpfsi); addresses with the stratum protocol; mining pools with a port; ``--donate-level``;
downloads of xmrig.
Not flagged: the names as arguments of other commands (``pkill xmrig``) and names of pools without a port, as lists of
what is blocked have them.
See: https://attack.mitre.org/techniques/T1496/001/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.model import Script
from hullmark.plugin import ERROR
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

_NAMES = (
    "bfgminer", "cgminer", "cpuminer", "ethminer", "kdevtmpfsi", "kinsing", "lolminer", "minerd", "nbminer",
    "phoenixminer", "srbminer", "teamredminer", "xmr-stak", "xmrig",
)
_POOLS = (
    "2miners.com", "f2pool.com", "hashvault.pro", "herominers.com", "minexmr.com", "moneroocean.stream", "nanopool.org",
    "nicehash.com", "supportxmr.com", "unmineable.com", "xmrpool.eu",
)
#: What stands in the names of miners, and further words of which a script has one, in small letters.
_SIGNS = ("miner", "xmr", "kinsing", "kdevtmpfsi")
_WORDS = (
    "donate-level", "f2pool", "hashvault", "moneroocean", "nanopool", "nicehash", "stratum", "unmineable",
)
_PROGRAM = pattern(rf"(?:{'|'.join(_NAMES)})(?:[-_.]\w+)*")
_IMAGE = pattern(rf"(?:[\w.-]*[-_.])?(?:{'|'.join(_NAMES)}|monero-?miner)(?:[-_.][\w.-]*)?")
_SIGN = pattern(
    r"(?i)\bstratum[12]?\+(?:tcp|ssl|tls|udp)://[^\s\"',;]*|--donate-level\b|github\.com/xmrig/xmrig\b"
    rf"|(?<![\w.-])[\w.-]{{0,99}}\b(?:{'|'.join(name.replace('.', '[.]') for name in _POOLS)}):\d+"
)


@rule(
    SUPPLY_CHAIN,
    ERROR,
    on=(Script, Image),
    hints={Image: _SIGNS, Script: (*_SIGNS, *_WORDS)},
)
def check(fact: Script | Image, context: Context) -> Iterator[Problem]:
    """Flag the image, or the first sign of a script."""
    if isinstance(fact, Image):
        if _IMAGE.fullmatch(fact.repository.rpartition("/")[2].lower()):
            yield Problem(fact.name, f"{fact.name} is a miner of cryptocurrency")
        return
    found = _first(fact)
    if found is not None:
        yield Problem(found, f"{found} belongs to a miner of cryptocurrency")


def _first(script: Script) -> Text | None:
    """Return the first program or word of a script that gives a miner away."""
    for command in script.commands:
        if _PROGRAM.fullmatch(command.program.lower()):
            return command.name
    if script.language != "exec":
        return _sign(script.text)
    words = (word for command in script.commands for word in command.args)
    return next(filter(None, map(_sign, words)), None)


def _sign(text: Text) -> Text | None:
    found = _SIGN.search(text)
    return text.part(*found.span()) if found is not None else None
