"""A Secret stands readable in the file.

Why: base64 is no encryption; whoever can read the repository has the value, and its history keeps it when the object
has long been changed.
Instead: commit what only the cluster can read, a SealedSecret or a file encrypted with sops, or only a reference, an
ExternalSecret; and change the credential.
Flags: each value of a Secret that is not empty, in ``data`` or ``stringData``; as a credential that everybody tries
first where it is one.
Not flagged: certificates and public keys; names of accounts, hosts, files and other things beside a credential; yes,
no, numbers, paths and addresses; placeholders, templates, references and encrypted values; keys, tokens, connection
strings and the logins of registries, which other rules report; what Helm stores of its releases.
See: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets import judge
from hullmark_secrets import keys
from hullmark_secrets.forms import forms_in
from hullmark_secrets.logins import is_login_file
from hullmark_secrets.values import is_nothing
from hullmark_secrets.values import is_reference
from hullmark_secrets.values import is_setting

_SECRET = (judge.LITERAL, judge.COMMON, judge.WORD, judge.OTHER)
_PUBLIC = (".crt", ".cer", ".pub", ".ca")
_CERTIFICATES = ("-----BEGIN CERTIFICATE", "-----BEGIN PUBLIC KEY", "-----BEGIN TRUSTED CERTIFICATE", "ssh-")


@rule(
    CREDENTIALS,
    WARNING,
    on=(Variable, File),
    peers=(
        "semgrep:secrets-in-config-file kics:Passwords-And-Secrets checkov:CKV_SECRET_6 checkov:CKV_SECRET_10"
        " nsa:secrets"
    ),
)
def check(fact: Variable | File, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if fact.kind != "secret":
        return
    if isinstance(fact, File):
        name, value = str(fact.path), fact.text
        if next(forms_in(value), None) is not None or is_reference(value):
            return
        common = False
    else:
        if fact.value is None:
            return
        name, value = str(fact.name), fact.value
        verdict = judge.judge(name, value)
        if verdict.kind not in _SECRET or is_nothing(value):
            return
        common = verdict.kind == judge.COMMON
        if not verdict.written_out and (is_setting(value) or keys.describes(name)):
            return
    if not name.endswith(_PUBLIC) and not value.startswith(_CERTIFICATES) and not is_login_file(name, value):
        what = "one that everybody tries first" if common else f"{len(value)} characters"
        yield Problem(value, f"the value of {name} in this Secret is there to read, {what}")
