"""Files of variables beside Compose: ``NAME=value``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.dotenv import Entry
from hullmark.dotenv import read_dotenv
from hullmark.model import Container
from hullmark.model import Repeated
from hullmark.model import Variable
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.plugin import pattern

from hullmark_daemon.environment import repeated
from hullmark_daemon.settings import Fault
from hullmark_daemon.settings import base_name
from hullmark_daemon.settings import scope

#: Endings of files that only show which variables there are.
_SAMPLE = pattern(r"(?:^|[.-])(?:example|sample|template|tmpl|tpl|dist|defaults?)(?:[.-]|$)")
#: Endings of programs and of other formats.
_OTHER = (".js", ".ts", ".mjs", ".cjs", ".py", ".rb", ".php", ".sh", ".json", ".yaml", ".yml", ".toml", ".md")
_FIRST = pattern(r"\s*(?:#[^\n]*(?:\n\s*|\Z))*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*(?:=|:[ \t]|$)", re.MULTILINE)


class Environment(NamedTuple):
    """All variables of a file. ``sample`` tells that the file only shows which there are."""

    span: Span
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    sample: bool


def recognises(path: str, head: str) -> bool:
    """Tell whether a file declares variables, and is no program that is called like one that does."""
    return not base_name(path).endswith(_OTHER) and (not head.strip() or _FIRST.match(head) is not None)


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document."""
    document = Document(path, text, "dotenv", options=options)
    said = read_dotenv(text)
    sample = _SAMPLE.search(base_name(path)) is not None
    faults = tuple(Fault(*each) for each in said.broken)
    document.tree = environment = Environment(document.span, said.entries, faults, sample)
    document.comments = said.comments
    document.facts = facts(environment, wanted)
    return document


def facts(environment: Environment, wanted: Wanted) -> Iterator[object]:
    """Yield the file, then its variables as those of a container, unless they are samples."""
    yield from environment.faults
    yield environment
    if wanted(Repeated):
        yield from repeated((entry.name, entry.value) for entry in environment.entries)
    if environment.sample or not wanted(Variable):
        return
    container = Container(environment.span, None, "service", True, None, None, None, "run")
    container = container._replace(environment=tuple((entry.name, entry.value) for entry in environment.entries))
    for entry in environment.entries:
        yield Variable(*entry, "env", container)


FORMAT = Format("dotenv", (".env", ".env.*", "*.env"), parse_document, scope, recognises=recognises)
