"""A comment holds a credential.

Why: a comment does not reach the image, but it stays in the repository and its history, and people leave the password
in use when they comment a line out.
Instead: delete the line, and change the password.
Flags: a URL or connection string with a password, and ``NAME=value`` under a name that says password, secret or
token.
Not flagged: passwords that everybody tries first, since they are examples; placeholders and references; tokens and
private keys, which provider-token and private-key-embedded report also in comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_secrets import keys
from hullmark_secrets.forms import forms_in_comments
from hullmark_secrets.judge import LITERAL
from hullmark_secrets.judge import judge

_PAIR = pattern(r"(?<![\w.-])([A-Za-z_][\w.-]{1,60})=(\"[^\"]*\"|'[^']*'|[^\s\"';&|]+)")

#: What stands in every line with such a comment.
_SET = pattern(r"[\w.-]=[^\s;&|]")


@rule(CREDENTIALS, WARNING, on=Document, peers="semgrep:detected-generic-secret trivy:aws-access-key-id")
def check(document: Document, context: Context) -> Iterator[Problem]:
    """Flag the password or the value."""
    for form in forms_in_comments(document):
        if form.severity is None:
            yield form._replace(message=f"{form.message}, in a comment").problem
    if "#" not in document.text or "=" not in document.text:
        return
    lines = [line for line in document.text.split("\n") if "#" in line and "=" in line]
    for comment in document.comments if any(_SET.search(line, line.index("#")) for line in lines) else ():
        if "=" in comment.text:
            yield from _pairs(comment.text)


def _pairs(text: Text) -> Iterator[Problem]:
    """Flag values written out under a name that leaves little doubt."""
    for match in _PAIR.finditer(text):
        if keys.strength(match[1]) >= keys.MEDIUM:
            value = text.part(*match.span(2)).strip_part("\"'")
            if judge(match[1], value).kind == LITERAL:
                message = f"the comment holds a credential for {match[1]} in clear text, {len(value)} characters"
                yield Problem(value, message)
