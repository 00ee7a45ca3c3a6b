"""What is run here is hidden by an encoding.

Why: who reads the file, or looks through it for known words, does not see what runs; there is hardly an honest reason.
Instead: write the commands out, or copy a script that others can read.
Flags: the output of ``base64 -d``, ``openssl enc -d``, ``xxd -r`` or a ``printf`` of escapes that goes into a shell or
an interpreter, by a pipe or a substitution; Python, PHP, Perl, Ruby and Node that run what they decode; PowerShell with
``-EncodedCommand``.
Not flagged: what is decoded into a file, such as a certificate.
See: https://attack.mitre.org/techniques/T1027/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Script
from hullmark.plugin import ERROR
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

_SHELL = r"(?:sudo\s+)?(?:/[\w/.-]{0,40}/)?(?:(?:ba|da|z|k|a)?sh|python[\d.]{0,5}|perl|ruby|node|php)\b"
_DECODE = (
    r"(?:\bbase64\s+(?:-\w{0,5}[dD]\w{0,5}|--decode)\b|\bopenssl\s+(?:enc|base64)\b[^\n;&|]{0,99}\s-d\b"
    r"|\bxxd\s+(?:-\w+\s+){0,3}-r\b|\bprintf\s+[\"']?(?:%b[\"']?\s+[\"']?)?(?:\\{1,2}x[0-9a-fA-F]{2}){8})"
)
#: Ways to run what is decoded: words in small letters, one of which must stand there, and the expression.
_WAYS = tuple((words, pattern(expression)) for words, expression in (
    (("base64 -", "openssl enc", "openssl base64", "xxd -", "\\x"), rf"{_DECODE}[^\n;&]{{0,300}}?\|\s*{_SHELL}"),
    (
        ("base64 -", "openssl enc", "openssl base64", "xxd -"),
        r"(?:\beval\s|\b(?:ba|da|z|a)?sh\s+-\w{0,5}c\s|\bsource\s|<)\s*[\"']?(?:\$\(|`|<?\()"
        rf"[^\n]{{0,300}}?{_DECODE}",
    ),
    (
        ("b64decode", "base64_decode", "decode64", "fromhex", "unpack("),
        r"\b(?:exec|eval)\s*\(.{0,99}?(?:b64decode|base64_decode|decode64|fromhex|unpack)\s*\(",
    ),
    (("eval(atob", "eval(buffer"), r"\beval\s*\(\s*(?:atob|Buffer\.from)\s*\("),
    (
        ("powershell", "pwsh"),
        r"(?i)\b(?:powershell|pwsh)(?:\.exe)?\b[^\n]{0,200}?\s-e(?:nc|c|ncodedcommand)?\s+[\"']?[A-Za-z0-9+/=]{40}",
    ),
    (("frombase64string",), r"(?i)\b(?:iex|invoke-expression)\b[^\n]{0,200}?frombase64string"),
))


@rule(SUPPLY_CHAIN, ERROR, on=Script, hints=tuple(word for words, _ in _WAYS for word in words))
def check(script: Script, context: Context) -> Iterator[Problem]:
    """Flag the first way that fits."""
    text = script.text
    lower = text.lower()
    for words, way in _WAYS:
        found = way.search(text) if any(word in lower for word in words) else None
        if found is not None:
            place = script.span if script.language == "exec" else text.part(*found.span())
            yield Problem(place, "what this decodes is run at once: nobody who reads the file sees what it does")
            return
