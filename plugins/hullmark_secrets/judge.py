"""Which kind of credential a named value is: decided here once, so that no two rules report the same value.

The first that holds counts: nothing, a reference, a token by its form, a private key, a password in a URL or
connection string, a password hash, a placeholder, and last what the name makes of the rest.
"""

from __future__ import annotations

from typing import NamedTuple

from hullmark.plugin import Text

from hullmark_secrets import keys
from hullmark_secrets.forms import forms_in
from hullmark_secrets.values import MAX_VALUE
from hullmark_secrets.values import is_common
from hullmark_secrets.values import is_filler
from hullmark_secrets.values import is_literal
from hullmark_secrets.values import is_nothing
from hullmark_secrets.values import is_placeholder
from hullmark_secrets.values import is_setting
from hullmark_secrets.values import literal_part

#: There is no value, or an empty one.
EMPTY = "empty"
#: The value is taken from somewhere else.
REFERENCE = "reference"
#: A form that a rule of its own reports.
FORM = "form"
#: Somebody is to write another value.
PLACEHOLDER = "placeholder"
#: The sample of a token: nobody will put a real one there.
SAMPLE = "sample"
#: A credential, written out.
LITERAL = "literal"
#: A credential that everybody tries first.
COMMON = "common"
#: A word: too little for a credential, unless a short one was meant.
WORD = "word"
#: A value that is no credential.
OTHER = "other"

#: Characters of a value that is searched for forms.
_MAX_FORMS = 64 * 1024


class Verdict(NamedTuple):
    """What a value is, and the part of it that the verdict is about."""

    kind: str
    start: int = 0
    end: int = 0

    @property
    def written_out(self) -> bool:
        """Whether the value is a credential that a rule about names reports."""
        return self.kind in (LITERAL, COMMON)


def judge(name: str, value: Text | None) -> Verdict:
    """Judge the value of a name."""
    if value is None or not value.strip():
        return Verdict(EMPTY)
    if len(value) > _MAX_FORMS:
        return Verdict(OTHER)
    part = literal_part(value, value.known)
    if part is None:
        return Verdict(REFERENCE)
    start, end = part
    literal = str(value)[start:end]
    if not literal:
        return Verdict(EMPTY)
    if next(forms_in(literal), None) is not None:
        return Verdict(FORM)
    strength = keys.strength(name)
    if strength == keys.STRONG and is_common(literal, name):
        return Verdict(COMMON, start, end)
    if len(literal) > MAX_VALUE or is_nothing(literal) or is_setting(literal):
        return Verdict(OTHER)
    if is_placeholder(literal):
        return Verdict(SAMPLE if len(literal) >= 16 and is_filler(literal) else PLACEHOLDER)
    if is_literal(literal, strength):
        return Verdict(COMMON if is_common(literal, name) else LITERAL, start, end)
    if strength >= keys.MEDIUM:
        return Verdict(WORD)
    return Verdict(PLACEHOLDER if is_common(literal, "") else OTHER)
