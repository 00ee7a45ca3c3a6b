"""Names in a bake file that nothing defines, and keys of a target that exclude one another."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.model import Unset
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import Document
from hullmark.plugin import hint
from hullmark.plugin import once
from hullmark.plugin import pattern
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping

from hullmark_daemon.baketargets import BROUGHT
from hullmark_daemon.baketargets import Targets
from hullmark_daemon.baketargets import linked_by
from hullmark_daemon.hclnames import expressions
from hullmark_daemon.settings import base_name

#: Files that bake reads together if it is told of none.
_TOGETHER = (
    "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "docker-bake.json", "docker-bake.hcl",
    "docker-bake.override.json", "docker-bake.override.hcl",
)
#: What bake itself defines: the blocks of a file by type, and its variables.
_GIVEN = ("target", "group", "variable", "function", "BAKE_CMD_CONTEXT", "BAKE_LOCAL_PLATFORM")
_FILLED_IN = pattern(r"\$\{[^}]*\}")
_NAME = pattern(r"\w[\w-]*")


def flaws_of(document: Document, targets: Targets) -> Iterator[Flaw]:
    """Yield what the file itself shows, and names that no file that is read with it mentions."""
    for target in targets.found.values():
        second = target.node.key("dockerfile")
        if second is not None and target.node.has("dockerfile") and target.node.has("dockerfile-inline"):
            yield Flaw(second.span, "keys", "dockerfile is ignored beside dockerfile-inline")
    yield from _targets(targets, _Others(document))


class _Others:
    """The files that bake reads together with one. ``profile`` is where to show what is missing from them all."""

    def __init__(self, document: Document) -> None:
        own = base_name(document.path)
        self._names = [name for name in _TOGETHER if name != own]
        self._around = document.surroundings
        self.profile = DEFAULT if own in ("docker-bake.hcl", "docker-bake.json") else STRICT

    @once
    def words(self) -> frozenset[str]:
        """What may be a name in one of them."""
        return frozenset(word for name in self._names for word in _NAME.findall(self._around.read(name) or ""))


def _targets(targets: Targets, others: _Others) -> Iterator[Flaw]:
    """Yield targets that groups and targets name."""
    groups = targets.root.mapping("group")
    several = [_FILLED_IN.split(called) for target in targets.found.values() if (called := target.node.text("name"))]
    said = [(text, groups) for _, group in groups if isinstance(group, Mapping) for text in group.texts("targets")]
    for target in targets.found.values():
        said += [(text, EMPTY) for text in (*target.node.texts("inherits"), *linked_by(target.node))]
    for text, further in said:
        name = str(text)
        if not text.known or "*" in name or name in targets.found or name in further or name in BROUGHT:
            continue
        if name not in others.words and not any(_fits(name, pieces) for pieces in several):
            near = hint(name, sorted({*targets.found, *further.items}))
            yield Flaw(text, "reference", f"no target is called {name}{near}", others.profile)


def _fits(name: str, pieces: list[str]) -> bool:
    """Tell whether a target that stands for several makes a name: of these pieces, with anything between them."""
    at = 0
    for piece in pieces:
        found = name.find(piece, at)
        if found < 0 or not at and piece is pieces[0] and found:
            return False
        at = found + len(piece)
    return name.endswith(pieces[-1])


def unset_variables(document: Document, root: Mapping) -> Iterator[Unset]:
    """Yield the first use of each variable that no block, matrix or loop defines, and no file that is read with it."""
    others = _Others(document)
    declared = root.mapping("variable").items
    said = list(expressions(root, base_name(document.path).endswith(".hcl")))
    known = {*_GIVEN, *root.items, *declared}
    known.update(name for expression in said for name in expression.loops())
    for block in ("target", "function"):
        for _, node in root.mapping(block):
            if isinstance(node, Mapping):
                known.update(node.mapping("matrix").items)
                known.update(_parameters(document.text, node))
    for expression in said:
        for name in expression.variables():
            if name not in known:
                known.add(str(name))
                if name not in others.words:
                    near = hint(name, sorted(declared))
                    yield Unset(name.span, f"no variable is called {name}{near}")


def _parameters(text: str, function: Mapping) -> Iterator[str]:
    """Yield the names by which a function knows what it is given."""
    for key in ("params", "variadic_params"):
        node = function.get(key)
        if node is not None:
            yield from _NAME.findall(text, node.span.start, node.span.end)
