"""Passwords that an image or its documentation comes with, and that everybody knows."""

from __future__ import annotations

import re

from hullmark.model import Container
from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_secrets import keys
from hullmark_secrets.judge import COMMON
from hullmark_secrets.judge import LITERAL
from hullmark_secrets.judge import OTHER
from hullmark_secrets.judge import PLACEHOLDER
from hullmark_secrets.judge import WORD
from hullmark_secrets.judge import judge
from hullmark_secrets.values import literal_part

#: What stands where somebody was to write a password, and works as one.
_STANDS_IN = pattern(
    r".*change[-_ ]?(?:me|this|it)\b.*|change(?:me|this|it)\w*|replace[-_]?me\w*|example\w*"
    r"|(?:my|your|some)[-_]?(?:[a-z]{1,12}[-_]?){0,2}(?:pass|secret)\w*",
    re.IGNORECASE,
)
_DIGITS = "01234567890"
_ACCOUNT = pattern(r".*(?:USER|USERNAME|USR|LOGIN|ACCESS_KEY)", re.IGNORECASE)


def default_of(variable: Variable) -> Text | None:
    """Return the part of the value of a service's variable that everybody tries first, None where it is none.

    That is a word of a list, a placeholder, digits in a row, the name of the account next to it, or of the image.
    """
    value, container = variable.value, variable.container
    if variable.kind != "env" or value is None or container is None or container.role != "service":
        return None
    strength = keys.strength(str(variable.name))
    verdict = judge(str(variable.name), value) if strength >= keys.MEDIUM else None
    if verdict is None or verdict.kind not in (COMMON, LITERAL, PLACEHOLDER, WORD, OTHER):
        return None
    start, end = literal_part(value, value.known) or (0, 0)
    literal = str(value)[start:end]
    if verdict.kind == COMMON or _is_default(literal) or strength == keys.STRONG and _is_repeated(literal, container):
        return value.part(start, end)
    return None


def _is_default(literal: str) -> bool:
    return len(literal) > 2 and literal in _DIGITS or _STANDS_IN.fullmatch(literal) is not None


def _is_repeated(literal: str, container: Container) -> bool:
    """Tell whether a password is the name of the image, or of an account of the same container."""
    if not literal:
        return False
    if container.image is not None and container.image.repository.rpartition("/")[2] == literal.lower():
        return True
    return any(said == literal and _ACCOUNT.fullmatch(name) for name, said in container.environment)
