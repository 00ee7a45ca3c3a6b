"""Settings hold personal data.

Why: a ConfigMap is neither encrypted nor guarded, everybody who may look at the namespace reads it, and laws such as
the GDPR want such data to be few, known and deletable.
Instead: keep it in the database of the application, or at least in a Secret.
Flags: in a ConfigMap an IBAN whose check digits are right, two or more e-mail addresses of different people, and an
entry whose name says phone, passport, birthday, social security or the like, with a value of that form.
Not flagged: a single e-mail address, which is a contact; keys and user names; addresses at example domains.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

_IBAN = pattern(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_MAIL = pattern(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?!example\.)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,10}\b"
)
_NAMED = pattern(
    r"(?i)(?:.*[_.-])?(?:phone|mobile|telephone|passport|ssn|social[_-]?security(?:[_-]number)?|birth(?:day|[_-]?date)"
    r"|date[_-]of[_-]birth|iban|email|e-mail|mail)s?(?:[_-]?(?:number|no|nr|address))?"
)
_VALUE = pattern(r"\+?[\d() /.-]{6,20}|[A-Z0-9<]{6,12}")


@rule(CREDENTIALS, INFO, on=Resource, when=("ConfigMap",), profile=ALL, peers="trivy:KSV-01010")
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first of each kind in an entry."""
    seen = set()
    for key, value in resource.node.mapping("data"):
        if not isinstance(value, Scalar) or value.null or value.start in seen:
            continue
        seen.add(value.start)
        text = value.literal
        iban = next((match for match in _IBAN.finditer(text) if _checked(match[0])), None)
        mails = {match[0].lower(): match for match in _MAIL.finditer(text)} if "@" in text else {}
        if iban is not None:
            yield Problem(text.part(*iban.span()), f"{key.value} holds an IBAN")
        elif len(mails) > 1:
            first = next(iter(mails.values()))
            yield Problem(text.part(*first.span()), f"{key.value} holds {len(mails)} e-mail addresses")
        elif _NAMED.fullmatch(key.value) and _VALUE.fullmatch(text.strip()):
            yield Problem(text, f"{key.value} holds personal data")


def _checked(text: str) -> bool:
    """Tell whether the check digits of an IBAN are right (ISO 13616)."""
    plain = text.replace(" ", "")
    digits = "".join(str(int(character, 36)) for character in plain[4:] + plain[:4])
    return int(digits) % 97 == 1
