"""A random-looking value stands behind a name that says credential.

Why: what looks drawn by chance behind ``token=`` or ``--api-key`` is a live credential more often than not, whichever
tool it is for.
Instead: mount it for the command that needs it: ``RUN --mount=type=secret,id=key,env=API_KEY ./configure``.
Flags: a value of 20 characters or more with high entropy behind ``=``, ``:`` or as the value of an option, in a command
or a script, where the name in front says password, secret, token, credential or the key of something; in a manifest
also such a value of any field.
Not flagged: variables, build arguments and labels, which secret-in-env, secret-in-build-arg and secret-in-label report;
entries of Secrets and ConfigMaps, which secret-committed and secret-in-config report; tokens of known providers;
digests, commits and fingerprints; words, paths, URLs and references.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Script
from hullmark.plugin import ALL
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Stream

from hullmark_secrets import keys
from hullmark_secrets.commandlines import texts_of
from hullmark_secrets.fields import credentials_in
from hullmark_secrets.fields import is_readable
from hullmark_secrets.judge import LITERAL
from hullmark_secrets.judge import judge
from hullmark_secrets.pairs import HINTS
from hullmark_secrets.values import entropy
from hullmark_secrets.values import is_digest
from hullmark_secrets.values import is_random

_NAMED = pattern(
    r"(?<![\w.-])(?:--(?P<option>[A-Za-z][\w.-]{1,60}+)[= ]|(?P<name>[A-Za-z_][\w.-]{1,60}+)[\"']?\s?[=:]\s?)[\"']?"
    r"(?P<value>[A-Za-z0-9+/=_.~%!@^*-]{20,512})(?![\w/])"
)
#: A credential's word, and the rest of the name that it stands in.
_WORD = rf"(?:{'|'.join(HINTS)}|bundle)[\w.-]{{0,60}}+"
#: What any text holds in which the expression above may find a credential: such a name, and a value with a digit.
_NEAR = pattern(
    rf"(?:{_WORD}[\"']?\s?[=:]\s?|--[\w.-]{{0,60}}?{_WORD} )[\"']?"
    r"(?=[a-z+/=_.~%!@^*-]{0,511}[0-9])[a-z0-9+/=_.~%!@^*-]{20}"
)
#: Formats whose fields are variables and logins, which have rules of their own.
_ELSEWHERE = frozenset(("containerd", "devcontainer", "docker-config", "k3s-config", "registries-yaml"))
_HINTS = ("pass", "secret", "token", "key", "cred", "pwd", "jwt", "auth", "bearer")
_HEX = frozenset("0123456789abcdefABCDEF")


@rule(
    CREDENTIALS,
    {"": WARNING, "kubernetes": INFO},
    on=(Script, Stream),
    hints=_HINTS,
    profile=ALL,
    peers=(
        "checkov:CKV_SECRET_6 checkov:CKV_SECRET_19 checkov:CKV_SECRET_80 semgrep:detected-generic-api-key"
        " semgrep:secrets-in-config-file semgrep:generic-api-key"
    ),
)
def check(fact: Script | Stream, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if isinstance(fact, Stream):
        for root in fact.roots if context.document.format not in _ELSEWHERE else ():
            for name, value in credentials_in(root) if is_readable(root) else ():
                yield from _judged(name, value)
    else:
        for text in texts_of(fact):
            for match in _NAMED.finditer(text) if _NEAR.search(text.lower()) else ():
                yield from _judged(match["option"] or match["name"], text.part(*match.span("value")))


def _judged(name: str, value: Text) -> Iterator[Problem]:
    """Flag a random value under a name that leaves little doubt."""
    if len(value) < 20 or keys.strength(name) < keys.MEDIUM or not is_random(value) or is_digest(value):
        return
    least = 3.0 if _HEX.issuperset(value) else 3.7
    if entropy(value) > least and judge(name, value).kind == LITERAL:
        yield Problem(value, f"{name} is followed by a random-looking value of {len(value)} characters")
