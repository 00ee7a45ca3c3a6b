"""A credential stands among settings.

Why: what is made to hold settings is read by far more people and programs than what is made to hold credentials: it is
shown in dashboards, kept in logs, and no access rule guards it.
Instead: keep the settings where they are and the credential in a Secret; mount both, or let the program read it from a
file of its own.
Flags: an entry of a ConfigMap whose name says password, secret, token, credential or the key of something, with a
literal; in files that such an entry holds, also those in a variable, each ``name = value``, ``name: value``, ``"name":
"value"`` and ``<name>value</name>`` of that kind. In the profile all, as information, a mere word behind a name that
mentions a credential.
Not flagged: tokens, keys, URLs and hashes that are recognised by their form, since other rules report them; numbers,
yes and no, paths, names, placeholders, templates and references; comments; programs, pages and prose.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_secrets import names
from hullmark_secrets.pairs import is_program
from hullmark_secrets.pairs import pairs_in


@rule(
    CREDENTIALS,
    WARNING,
    on=(Variable, File),
    peers=(
        "polaris:sensitiveConfigmapContent trivy:KSV-0109 kubescape:C-0012 kics:Passwords-And-Secrets"
        " checkov:CKV_SECRET_10"
    ),
)
def check(fact: Variable | File, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if isinstance(fact, File):
        if fact.kind == "config" and fact.path is not None and not is_program(fact.path):
            yield from _of_file(fact.path, fact.text)
    elif fact.kind == "config":
        named = names.judged(fact)
        hint = names.hinted(fact)
        if named is not None and named.value is not None:
            yield named.written_out(f"the setting {fact.name}")
        elif hint is not None:
            yield hint
        elif fact.value is not None and not is_program(fact.name):
            yield from _of_file(fact.name, fact.value)
    elif fact.kind == "env" and fact.value is not None and "\n" in fact.value:
        yield from _of_file(fact.name, fact.value)


def _of_file(path: str, text: Text) -> Iterator[Problem]:
    for pair in pairs_in(text):
        what = "that everybody tries first" if pair.common else f"in clear text, {len(pair.value)} characters"
        yield Problem(pair.value, f"{pair.name} in {path} is a credential {what}")
