"""A Secret stands readable in the file.

Why: base64 is no encryption; whoever can read the repository has the value, and its history keeps it when the object
has long been changed.
Instead: commit what only the cluster can read, a SealedSecret or a file encrypted with sops, or only a reference, an
ExternalSecret; and change the credential.
Flags: each value of a Secret, in ``data`` or ``stringData``. In the profile all, as information, also a mere word
behind a name that says nothing of a credential.
Not flagged: certificates and public keys; names of accounts, hosts, files and other things beside a credential; yes,
no, numbers, paths, addresses and algorithms; fewer than three characters; placeholders, templates, references and
encrypted values; keys, tokens, connection strings and the logins of registries, which other rules report; what Helm
stores of its releases.
See: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import ALL
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets import keys
from hullmark_secrets.forms import forms_in
from hullmark_secrets.judge import COMMON
from hullmark_secrets.judge import judge
from hullmark_secrets.logins import is_login_file
from hullmark_secrets.values import is_name
from hullmark_secrets.values import is_reference

_PUBLIC = (".crt", ".cer", ".pub", ".ca")
_CERTIFICATES = ("-----BEGIN CERTIFICATE", "-----BEGIN PUBLIC KEY", "-----BEGIN TRUSTED CERTIFICATE", "ssh-")


@rule(
    CREDENTIALS,
    WARNING,
    on=(Variable, File),
    not_in=("dockerfile",),
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
        common = mere = False
    else:
        if fact.value is None:
            return
        name, value = str(fact.name), fact.value
        verdict = judge("password", value)  # in a Secret every entry is taken for one
        if not verdict.written_out or keys.describes(name):
            return
        common = verdict.kind == COMMON
        mere = not keys.mentions(name) and (common or is_name(value)) and keys.strength(name) < keys.WEAK
    if not name.endswith(_PUBLIC) and not value.startswith(_CERTIFICATES) and not is_login_file(name, value):
        what = "one that everybody tries first" if common else f"{len(value)} characters"
        message = f"the value of {name} in this Secret is there to read, {what}"
        yield Problem(value, message, severity=INFO if mere else None, profile=ALL if mere else DEFAULT)
