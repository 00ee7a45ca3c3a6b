"""The settings of Docker's client with its logins: ``config.json``, ``.dockercfg`` and ``auth.json`` of Podman.

Source: https://docs.docker.com/reference/cli/docker/#configuration-files.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Wanted

from hullmark_daemon.access import logins
from hullmark_daemon.jsonfile import read_json
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import base_name
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of

_OWN = ('"auths"', '"credsStore"', '"credHelpers"', '"HttpHeaders"', '"psFormat"', '"detachKeys"')


def recognises(path: str, head: str) -> bool:
    """Tell whether a file of this name has something that only these settings have."""
    if base_name(path) == ".dockercfg":
        return head.lstrip().startswith("{")
    return any(word in head for word in _OWN)


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    document = Document(path, text, "docker-config", options=options)
    document.tree = parsed = read_json(text)
    document.facts = facts(document, parsed)
    return document


def facts(document: Document, parsed: Parsed) -> Iterator[object]:
    """Yield what could not be read, the settings, and the logins."""
    yield from read(parsed)
    root = parsed.root
    yield settings_of(document, parsed)
    yield from logins(root.mapping("auths") if "auths" in root or base_name(document.path) != ".dockercfg" else root)


FORMAT = Format(
    "docker-config", ("config.json", ".dockercfg", "auth.json", ".dockerconfigjson", "*.dockerconfigjson"),
    parse_document, scope, recognises=recognises,
)
