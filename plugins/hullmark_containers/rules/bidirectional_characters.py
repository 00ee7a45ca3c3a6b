"""The file holds characters that nobody sees.

Why: characters that turn the direction of writing make a line read otherwise than it runs; others have no width at all
and hide in names, paths and passwords. A review sees one text, the builder another (CVE-2021-42574, Trojan Source).
Instead: delete them; write letters of one alphabet in the names of images.
Flags: U+202A to U+202E and U+2066 to U+2069, which turn the direction; U+200B to U+200F, U+2060 and U+FEFF, which have
no width; the tags U+E0000 to U+E007F; Greek and Cyrillic letters among Latin ones in the name of an image, and in a
word or option at the beginning of a line.
Not flagged: a byte order mark at the beginning of the file; joiners between emoji, and in Arabic and Indic words; the
flags that emoji tags make.
Fix safety: safe; only what is invisible goes.
See: https://trojansource.codes/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import ERROR
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import pattern
from hullmark.plugin import rule

#: Any of them: one quick look at the text.
_ANY = pattern("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_EMOJI = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff"
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1780-\u17ff\u1800-\u18af"
#: What is meant to be there first, so that it is not found as the other.
_HIDDEN = pattern(
    f"[{_EMOJI}]\u200d(?=[{_EMOJI}])|[{_JOINED}][\u200c\u200d]|\U0001f3f4[\U000e0020-\U000e007f]+"
    "|(?P<turn>[\u202a-\u202e\u2066-\u2069]+)|(?P<hidden>[\u200b-\u200f\u2060\ufeff\U000e0000-\U000e007f]+)"
)
_HOMOGLYPHS = "аевкмнорстухіѕјһԁԛԝАВЕКМНОРСТХІЅЈԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντρυχ"
#: A word or an option at the beginning of a line that has letters of two alphabets.
_MIXED = pattern(
    rf"(?m)^[ \t]*((?:--)?(?=[^\s#=]*[A-Za-z])[A-Za-z_-]*[{_HOMOGLYPHS}][A-Za-z_{_HOMOGLYPHS}-]*)(?=[\s=:]|$)"
)
_LOOKALIKE = pattern(f"[{_HOMOGLYPHS}]")


@rule(SUPPLY_CHAIN, ERROR, on=(Document, Image), peers="semgrep:contains-bidirectional-characters")
def check(fact: Document | Image, context: Context) -> Iterator[Problem]:
    """Flag runs of hidden characters, then words of two alphabets."""
    if isinstance(fact, Image):
        match = _LOOKALIKE.search(fact.text)
        if match is not None and not fact.text.isascii():
            name = f"U+{ord(match[0]):04X}"
            yield Problem(fact.text, f"the name of the image holds {name}, which only looks like a Latin letter")
        return
    text = fact.text
    if text.isascii():
        return
    for match in _HIDDEN.finditer(text) if _ANY.search(text) else ():
        if match.lastgroup:
            span = Span(*match.span())
            names = f"U+{ord(match[0][0]):04X}"
            what = "turns the direction of writing" if match.lastgroup == "turn" else "cannot be seen"
            yield Problem(span, f"{names} {what}", Fix("delete it", (Edit(span, ""),), safe=True))
    for match in _MIXED.finditer(text):
        yield Problem(Span(*match.span(1)), "this word mixes letters of two alphabets that look alike")
