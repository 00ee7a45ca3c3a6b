"""The data of Secrets, which is base64."""

from __future__ import annotations

import binascii

from hullmark.plugin import Text


def decoded(text: Text) -> Text:
    """Return what base64 stands for, underlined by the encoded text; the text itself where it is none or binary."""
    try:
        value = binascii.a2b_base64("".join(text.split()).encode("ascii"), strict_mode=True).decode("utf-8")
    except (ValueError, UnicodeError):
        return text
    return text.substitute(value)
