"""Builds of several images: ``docker-bake.hcl`` and ``docker-bake.json``.

Source: https://docs.docker.com/build/bake/reference/. HCL is read where its parser is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from hullmark.dockerfiles import context_copy
from hullmark.model import Build
from hullmark.model import ContextCopy
from hullmark.model import Dependencies
from hullmark.model import File
from hullmark.model import FileReference
from hullmark.model import Flaw
from hullmark.model import Image
from hullmark.model import RemoteReference
from hullmark.model import Unset
from hullmark.model import Url
from hullmark.model import Variable
from hullmark.model import parse_image
from hullmark.plugin import Document
from hullmark.plugin import Embedded
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.plugin import hint
from hullmark.plugin import pattern
from hullmark.plugin import read_data
from hullmark.shell.urls import urls_in
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Violation
from hullmark.yaml import violations

from hullmark_daemon.bakenames import flaws_of
from hullmark_daemon.bakenames import unset_variables
from hullmark_daemon.baketargets import Targets
from hullmark_daemon.hclfile import read_hcl
from hullmark_daemon.jsonfile import read_json
from hullmark_daemon.named import fetched_by_target
from hullmark_daemon.named import named_by_target
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import Unread
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of

_OWN = pattern(r'"(?:target|group)"\s*:\s*\{')
_OWN_HCL = pattern(r'^[ \t]*(?:target|group|variable|function)[ \t]+"?[\w.-]+"?\s*\{', re.MULTILINE)
_IMAGE = "docker-image://"
#: What is no plain Dockerfile: filled in by bake, or here-documents within one.
_FILLED_IN = pattern(r"[$%]\{|<<")


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """Return the schema of the file."""
    found: dict[str, Any] = read_data(__name__, "bake.json")
    return found


def recognises(path: str, head: str) -> bool:
    """Tell whether a file of such a name begins with targets or groups; one that does with variables may hold them."""
    if _is_hcl(path):
        return _OWN_HCL.search(head) is not None
    return _OWN.search(head) is not None or '"variable"' in head


def _is_hcl(path: str) -> bool:
    return path.lower().endswith(".hcl")


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read. Raises TooLarge beyond a bound."""
    document = Document(path, text, "bake", options=options)
    parsed = read_hcl(text) if _is_hcl(path) else read_json(text)
    if parsed is None:
        document.facts = (Unread(document.span, "HCL", "python-hcl2", "hcl"),)
        return document
    document.tree = parsed
    document.comments = parsed.comments
    document.facts = facts(document, parsed, wanted)
    return document


def facts(document: Document, parsed: Parsed, wanted: Wanted) -> Iterator[object]:
    """Yield what could not be read, the settings, and what is built with which arguments."""
    yield from read(parsed)
    root = parsed.root
    if not root:
        return
    yield settings_of(document, parsed)
    if wanted(Violation):
        for violation in violations(root, schema(), {}):
            if violation.kind != "unknown" or hint(violation.name, violation.expected):
                yield violation
    if wanted(Variable):
        for key, said in root.mapping("variable"):
            default = said.scalar("default") if isinstance(said, Mapping) else None
            if default is not None:
                yield Variable(default.span, key.text, default.text, "config")
    targets = Targets(root)
    for target in targets.found.values():
        yield target
        yield from _of_target(target.node, wanted)
    if wanted(Build) or wanted(ContextCopy):
        for build in targets.builds():
            yield build
            yield from context_copy(build, document.surroundings)
    if wanted(Dependencies):
        yield from targets.dependencies()
    if wanted(Flaw):
        yield from flaws_of(document, targets)
    if wanted(Unset):
        yield from unset_variables(document, root)


def _of_target(node: Mapping, wanted: Wanted) -> Iterator[object]:
    """Yield what a target says."""
    if wanted(Variable):
        for field, kind in (("args", "build-arg"), ("labels", "label")):
            for key, value in node.mapping(field):
                if isinstance(value, Scalar):
                    said = None if value.null else value.text
                    yield Variable(Span(key.start, value.span.end), key.text, said, kind)
    if wanted(Image):
        for key, _ in node.mapping("contexts"):
            text = node.mapping("contexts").text(key.value)
            if text is not None and text.startswith(_IMAGE):
                yield parse_image(text.part(len(_IMAGE)), "base")
    if wanted(RemoteReference):
        yield from fetched_by_target(node)
    if wanted(Url):
        contexts = node.mapping("contexts")
        for text in (node.text("context"), *(contexts.text(key.value) for key, _ in contexts)):
            if text is not None and "://" in text:
                yield from urls_in(text, "the build")
    if wanted(FileReference):
        yield from named_by_target(node)
    inline = node.scalar("dockerfile-inline")
    if inline is None:
        return
    if "\n" in inline.value and not inline.style and not _FILLED_IN.search(inline.value):
        yield Embedded(inline.span, "dockerfile")
    elif wanted(File):
        yield File(inline.span, inline.text.substitute("Dockerfile"), inline.literal, kind="config")


FORMAT = Format(
    "bake",
    (
        "docker-bake.json", "docker-bake.*.json", "docker-bake-*.json", "*-bake.json",
        "docker-bake.hcl", "docker-bake.*.hcl", "docker-bake-*.hcl", "*-bake.hcl", "*.bake.hcl", "bake.hcl",
    ),
    parse_document,
    scope,
    recognises=recognises,
)
