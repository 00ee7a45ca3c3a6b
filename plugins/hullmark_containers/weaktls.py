"""Versions of TLS before 1.2, and ciphers of their time: where they are allowed.

Sources: RFC 8996 and 9325; the manuals of curl, wget, git, OpenSSL, nginx, Apache httpd, Node.js, Traefik, Istio,
Contour and of AWS load balancers, 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Text
from hullmark.plugin import holds
from hullmark.plugin import pattern
from hullmark.shell.programs import SHELLS
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Stream
from hullmark.yaml import walk


_OLD = r"(?:SSLv[23]|TLSv1(?:[._][01])?)(?![._]?\d)"
_NUMBER = r"[\"']?(?:TLS)?[-_ ]?v?1(?:[._][01])?(?![._]?\d)"
_LIMIT = r"(?:tls|ssl)[-_.]?min(?:imum)?(?:[-_.]?(?:protocol|tls))?(?:[-_.]?version)?"
_TEXT = pattern(
    rf"\bssl_protocols\s[^;\n]*?{_OLD}|\bMinProtocol\s*=\s*(?:None\b|{_OLD})|\bSECLEVEL=[01]\b|\bVersionTLS1[01]\b"
    rf"|\bSSLProtocol\s+all\b(?![^\n]*-TLSv1(?![.\d]))|\bSSLProtocol\s[^\n]*\+{_OLD}"
    rf"|\b(?:ssl_min(?:imum)?_protocol_version|{_LIMIT})[\"']?\s*[:=]\s*{_NUMBER}"
    r"|\bSecurityProtocol\b[^\n]*(?:::|[\"'])(?:Ssl3|Tls|Tls11)\b|--openssl-legacy-provider\b|--tls-min-v1\.[01]\b"
    rf"|-D(?:https\.protocols|jdk\.tls\.client\.protocols)=[^\s\"']*?{_OLD}",
    re.IGNORECASE,
)
#: What each of them holds, in lower case; the expression takes ten times as long to say no.
_SIGNS = (
    "protocol", "seclevel", "versiontls", "legacy-provider", "tlsmin", "tls-min", "tls_min", "tls.min", "sslmin",
    "ssl-min", "ssl_min", "ssl.min",
)
#: What one of those texts holds, in lower case.
HINTS = ("ssl", "tls", "minprotocol", "seclevel", "securityprotocol")
#: What a variable, label or annotation holds that does so, in its name or its value, and what a command holds.
_OF_SETTINGS = (*HINTS, "minversion", "elbsecuritypolicy")
COMMAND_HINTS = ("tls", "ssl", "seclevel", "minprotocol", "legacy", "-1", "-2", "-3")
#: Programs that hand a text on.
_PASSING = SHELLS.union(("cat", "echo", "printf", "tee"))
#: By program, an argument that allows an old version; the first group is what to underline in two that belong together.
_ARGUMENTS = {
    "curl": pattern(r"--tlsv1(?:\.[01])?|--sslv[23]|-[123]"),
    "wget": pattern(r"--secure-protocol=(?:SSLv[23]|TLSv1(?:_1)?)", re.IGNORECASE),
    "update-crypto-policies": pattern(r"LEGACY(?::.*)?"),
}
_GIT = pattern(rf"(?:http\.sslVersion=)?{_OLD}", re.IGNORECASE)
#: Edits of a file by sed that put an old version in the place of a newer one.
_EDIT = pattern(rf"s(.)[^\n]*TLSv1\.[23][^\n]*\1[^\n]*{_OLD}", re.IGNORECASE)
_MIN_NAME = pattern(rf"(?:.*_)?{_LIMIT}", re.IGNORECASE)
_MIN_VALUE = pattern(rf"VersionTLS1[01]|{_NUMBER}", re.IGNORECASE)
_LIST_NAME = pattern(r"(?:.*[-_./])?(?:ssl|tls)[-_]?(?:protocols?|versions?)", re.IGNORECASE)
_LIST_VALUE = pattern(rf"(?<![!-]){_OLD}", re.IGNORECASE)
_POLICY = pattern(r"ELBSecurityPolicy-(?:2015-05|2016-08|TLS-1-[01]-\S+)")
_FIELDS = frozenset((
    "minversion", "mintlsversion", "tlsminversion", "minprotocolversion", "minimumprotocolversion",
    "minimumtlsversion",
))
_FIELD_VALUE = pattern(r"VersionTLS1[01]|TLSV?1(?:_[01])?|1\.[01]", re.IGNORECASE)


def is_weak(name: str, value: str) -> bool:
    """Tell whether a setting of this name and value is a lower limit, or a list, that lets an old version through."""
    if _MIN_NAME.fullmatch(name):
        return _MIN_VALUE.fullmatch(value) is not None
    if _LIST_NAME.fullmatch(name):
        return _LIST_VALUE.search(value) is not None
    return name.upper() == "OPENSSL_CONF" and "legacy" in value.lower()


def _first(text: str) -> re.Match[str] | None:
    """Return the first of the settings in a text."""
    return _TEXT.search(text) if holds(text, _SIGNS) else None


def of_setting(name: str, value: Text) -> Text | None:
    """Return what of a variable, label or annotation lets an old version through."""
    if not holds(name + " " + value, _OF_SETTINGS):
        return None
    if is_weak(name, value) or name.lower().endswith(".minversion") and _FIELD_VALUE.fullmatch(value):
        return value
    match = _POLICY.fullmatch(value) or _first(value)
    return value.part(*match.span()) if match is not None else None


def of_text(text: Text) -> Iterator[Text]:
    """Yield the settings in a text, those in comments left out."""
    for match in _TEXT.finditer(text) if holds(text, _SIGNS) else ():
        line = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if not line.lstrip().startswith(("#", "//", ";")):
            yield text.part(*match.span())


def of_script(script: Script) -> Iterator[Text]:
    """Yield the arguments that allow an old version; of a text that is written somewhere the file is the fact."""
    hinted = holds(script.text, HINTS)
    for command in script.commands:
        if command.program in _ARGUMENTS or hinted and command.program not in _PASSING:
            yield from _of_command(command)


def _of_command(command: Command) -> Iterator[Text]:
    arguments = _ARGUMENTS.get(command.program)
    if not holds(command.text, HINTS if arguments is None else COMMAND_HINTS):
        return
    general = arguments is None and command.program not in ("git", "sed")
    if general and "=" not in command.text and not _first(command.text):
        return
    for previous, arg in zip(("", *command.args), command.args):
        if arguments is not None:
            if arguments.fullmatch(arg):
                yield arg
        elif command.program == "git":
            if ("http.sslVersion=" in arg or previous == "http.sslVersion") and _GIT.fullmatch(arg):
                yield arg
        elif command.program == "sed":
            if _EDIT.search(arg) and not _first(arg):
                yield arg
        elif holds(arg, HINTS):
            name, _, value = arg.lstrip("-").partition("=")
            match = _first(arg)
            if value and is_weak(name, value):
                yield arg
            elif match is not None:
                yield arg.part(*match.span())


def of_objects(stream: Stream) -> Iterator[Text]:
    """Yield the fields of objects that are a lower limit below 1.2."""
    for root in stream.roots:
        for node in walk(root):
            for name, value in node.fields if isinstance(node, Mapping) else ():
                if isinstance(value, Scalar) and name.lower() in _FIELDS and _FIELD_VALUE.fullmatch(value.value):
                    yield value.text
