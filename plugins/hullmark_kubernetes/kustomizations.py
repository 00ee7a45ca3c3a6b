"""The files that a kustomization names, and what it fetches.

Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import FileReference
from hullmark.model import RemoteReference
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping

#: What a reference is called that this module makes.
USE = "kustomization"

#: Lists of paths; those whose entries may be fetched; and lists of entries that hold a path.
_PATHS = (
    "resources", "bases", "components", "crds", "configurations", "generators", "transformers", "validators",
    "patchesStrategicMerge",
)
_MADE_OF = ("resources", "bases", "components", "crds")
_WITH_PATH = {"patches": "path", "patchesJson6902": "path", "replacements": "path", "helmCharts": "valuesFile"}
_GENERATORS = ("configMapGenerator", "secretGenerator")
#: What is fetched: a URL, an address of Git, a host in front, a part of a repository or a revision behind.
_REMOTE = pattern(r".*(?:://|//|\?|\.git(?:/|$)|\n)|[\w.-]+@|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/")


def named_by(node: Mapping) -> Iterator[FileReference]:
    """Yield the files and folders that a kustomization names, those that are fetched left out."""
    for path in _paths(node):
        if not _REMOTE.match(path):
            yield FileReference(path.span, path, str(path), USE)


def fetched_by(node: Mapping) -> Iterator[RemoteReference]:
    """Yield what a kustomization is made of that lies elsewhere."""
    for key in _MADE_OF:
        for path in node.texts(key):
            if "\n" not in path and _REMOTE.match(path):
                yield RemoteReference(path, "base")


def _paths(node: Mapping) -> Iterator[Text]:
    for key in _PATHS:
        yield from node.texts(key)
    for key, field in _WITH_PATH.items():
        for entry in node.mappings(key):
            path = entry.text(field)
            if path:
                yield path
    for key in _GENERATORS:
        for entry in node.mappings(key):
            yield from entry.texts("envs")
            for file in entry.texts("files"):
                equals = file.find("=")
                yield file.part(equals + 1) if equals >= 0 else file
