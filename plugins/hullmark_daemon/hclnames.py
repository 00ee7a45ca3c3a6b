"""The variables in expressions of HCL, and in the templates of its strings, ``"${upper(TAG)}-slim"``.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import walk

_TOKEN = pattern(r"\\.|[$%]{2}\{|[$%]\{|[\"{}]|#[^\n]*|//[^\n]*|(?<![\w.-])[A-Za-z_][\w-]*")
_LOOP = pattern(r"\bfor\s+([A-Za-z_][\w-]*)(?:\s*,\s*([A-Za-z_][\w-]*))?\s+in\b")
#: Behind a name that is no variable: of a function, or of a key of an object.
_BEHIND = pattern(r"\s*(?:\(|=(?![=>])|::)")
_COLON = pattern(r"\s*:")
_WORDS = frozenset(("true", "false", "null", "for", "in", "if", "else", "endif", "endfor"))
#: What a place in an expression is within: the text of a string, or something in braces.
_STRING, _BRACES = "string", "braces"


class Expression(NamedTuple):
    """Something computed; ``template`` for the text of a string in which something is filled in."""

    text: Text
    template: bool

    def variables(self) -> Iterator[Text]:
        """Yield the names that are used, each as often as it stands there."""
        text = self.text
        within = [_STRING if self.template else _BRACES]
        choices = "?" in text
        before = ""
        for match in _TOKEN.finditer(text):
            token = match[0]
            if within[-1] == _STRING:
                if token in ("${", "%{"):
                    within.append(_BRACES)
                elif token == '"' and len(within) > 1:
                    within.pop()
            elif token == '"':
                within.append(_STRING)
            elif token == "{":
                within.append(_BRACES)
            elif token == "}":
                if len(within) > 1:
                    within.pop()
            elif token[0].isalpha() or token[0] == "_":
                colon = _COLON.match(text, match.end()) if not choices and before != "in" else None
                if token not in _WORDS and not colon and not _BEHIND.match(text, match.end()):
                    yield text.part(*match.span())
                before = token

    def loops(self) -> Iterator[str]:
        """Yield the names that a loop in it defines."""
        for match in _LOOP.finditer(self.text):
            yield from filter(None, match.groups())


def expressions(root: Mapping, hcl: bool) -> Iterator[Expression]:
    """Yield what is computed in the values below a node, of a file of HCL or of JSON."""
    for node in walk(root):
        if not isinstance(node, Scalar) or "${" not in node.value and "%{" not in node.value:
            continue
        if not hcl:
            yield Expression(node.literal, True)
            continue
        said = Text(node.source[node.start:node.end], node.span)
        if node.style:
            yield Expression(said.part(1, len(said) - 1), True)
        else:
            yield Expression(said, node.value == said)
