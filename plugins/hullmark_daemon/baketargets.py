"""The targets of a bake file: what holds of each with what it inherits, and how they hang together.

Source: https://docs.docker.com/build/bake/reference/ and https://docs.docker.com/build/bake/inheritance/.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join
from posixpath import normpath
from typing import NamedTuple

from hullmark.model import Build
from hullmark.model import Dependencies
from hullmark.model import Source
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping

from hullmark_daemon.named import ELSEWHERE
from hullmark_daemon.runoptions import split

_TARGET = "target:"
#: Targets of tags and labels that workflows bring along in a file of their own.
BROUGHT = ("docker-metadata-action", "ghaction-docker-meta")
#: Targets that one inherits from.
_MAX_CHAIN = 64
#: What says where a target is built from.
_ORIGINS = ("dockerfile-inline", "dockerfile", "context")


class Target(NamedTuple):
    """One target of a file."""

    name: Text
    node: Mapping

    @property
    def span(self) -> Span:
        """The name's place."""
        return self.name.span


class Targets:
    """All targets of a file, by name."""

    def __init__(self, root: Mapping) -> None:
        self.root = root
        self.found = {
            key.value: Target(key.text, node) for key, node in root.mapping("target") if isinstance(node, Mapping)
        }
        self.inherited = {
            name: {str(text): text for text in target.node.texts("inherits")} for name, target in self.found.items()
        }
        self.lines = {name: self._line(name) for name in self.found}

    def _line(self, name: str) -> list[str]:
        """Return a target and what it inherits from, what counts first in front; each stands there once."""
        line: list[str] = []
        waiting = [name]
        while waiting and len(line) < _MAX_CHAIN:
            name = waiting.pop()
            if name not in line:
                line.append(name)
                waiting += self.inherited.get(name, ())
        return line

    def holder(self, name: str, key: str) -> Mapping:
        """Return the target that says what holds of another one, or of itself; an empty one where nothing does."""
        nodes = (self.found[other].node for other in self.lines[name] if other in self.found)
        return next((node for node in nodes if node.has(key)), EMPTY)

    def whole(self, name: str) -> bool:
        """Tell whether all that a target inherits from is in the file, but for what brings only tags and labels."""
        return all(other in self.found or other in BROUGHT for other in self.lines[name])

    def source(self, name: str) -> Source:
        """Return what a target is built from, as far as that can be told."""

        def said(key: str, default: str) -> Text | None:
            holder = self.holder(name, key)
            if holder:
                return holder.text(key)
            return Text(default, self.found[name].span, known=self.whole(name))

        context, dockerfile = said("context", "."), said("dockerfile", "Dockerfile")
        inline = "dockerfile-inline"
        path = folder = None
        if context is not None and context.known and not ELSEWHERE.match(context):
            folder = normpath(context)
            if dockerfile is not None and dockerfile.known and not ELSEWHERE.match(dockerfile):
                path = normpath(join(folder, dockerfile))
        return Source(path, folder, self.holder(name, inline).text(inline))

    def builds(self) -> Iterator[Build]:
        """Yield each target as a build.

        One that only hands on what it says is none of its own: its heirs are.
        """
        asked = {str(text) for _, group in self.root.mapping("group") if isinstance(group, Mapping)
                 for text in group.texts("targets")}
        asked.update(str(text) for target in self.found.values() for text in linked_by(target.node))
        heirs_of: dict[str, list[str]] = {}
        sources = {name: self.source(name) for name in self.found}
        for name, line in self.lines.items():
            for parent in line[1:]:
                heirs_of.setdefault(parent, []).append(name)
        for name, target in self.found.items():
            node = target.node
            at = next((text for key in _ORIGINS if (text := node.text(key)) is not None), None)
            heirs = heirs_of.get(name, [])
            if at is None and (name in asked or not heirs):
                at = target.name
            names = [name] * (at is not None) + heirs
            linked = [self._bare(other) for other in linked_by(node) if str(other) in self.found]
            yield Build(
                target.span, target.name, at, tuple(sources[other] for other in names), node.text("target"),
                tuple(key.text for key, _ in node.mapping("args")), self._platforms(name), linked=tuple(linked),
            )

    def _bare(self, name: Text) -> Build:
        return Build(name.span, name, None, (), platforms=self._platforms(str(name)))

    def _platforms(self, name: str) -> tuple[Text, ...]:
        said = self.holder(name, "platforms").texts("platforms")
        return tuple(word for text in said for word in (split(text, ",") if "," in text else [text]))

    def dependencies(self) -> Iterator[Dependencies]:
        """Yield which targets inherit from which, and which take files from which."""
        yield Dependencies("target", "inherits from", self.inherited)
        yield Dependencies("target", "is built from", {
            name: {str(text): text for text in linked_by(target.node)} for name, target in self.found.items()
        })


def linked_by(target: Mapping) -> Iterator[Text]:
    """Yield the targets that a target takes files from."""
    contexts = target.mapping("contexts")
    for key, _ in contexts:
        text = contexts.text(key.value)
        if text is not None and text.startswith(_TARGET):
            yield text.part(len(_TARGET))
