"""The ports of EXPOSE."""

from __future__ import annotations

from hullmark.model import Port
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile import lexer
from hullmark_dockerfile.comments import without_comment
from hullmark_dockerfile.facts import port_fact
from hullmark_dockerfile.frontends import placeholder
from hullmark_dockerfile.tree import Instruction

#: The largest port.
MAX_PORT = 65535

#: What may stand in front of a container's port: a host port or range, an address, an address with a host port.
_MAPPING = pattern(
    r"[0-9]+(?:-[0-9]+)?|(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:.]+\]):(?:[0-9]+(?:-[0-9]+)?)?"
)


def ports_of(instruction: Instruction) -> list[tuple[Text, Port]]:
    """Return the words of EXPOSE that are known, variables replaced, each with the port that it names.

    The words of a template are not known.
    """
    value = without_comment(instruction)
    if placeholder(value):
        return []
    texts = [text for word in lexer.words(value) for text in lexer.words(instruction.expand(word)) if text.known]
    return [(text, port_fact(text, None)) for text in texts]


def number_of(text: str) -> int | None:
    """Return the number of a port, None where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def is_mapping(host: str) -> bool:
    """Tell whether text in front of a port and its colon names a place on the host."""
    return _MAPPING.fullmatch(host) is not None
