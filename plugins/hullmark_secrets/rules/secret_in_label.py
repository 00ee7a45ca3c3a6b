"""A label or annotation holds a credential.

Why: labels are what everybody reads: every tool that lists containers, images or objects shows them, and no right is
needed for it.
Instead: keep the credential in a Secret or in ``secrets``, and let the label name the file or the object.
Flags: a literal under a name whose words say password, secret, token, credential or the key of something; the header
``Authorization`` with a literal in a piece of configuration that an annotation holds.
Not flagged: tokens, keys, URLs and hashes that are recognised by their form, since other rules report them; names of
objects and files, switches, placeholders, checksums, values that are sealed or filled in later.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_secrets import names

_SEALED = ("checksum/", "sealedsecrets.bitnami.com/", "vault.hashicorp.com/", "kubectl.kubernetes.io/")
_HEADER = pattern(r"\bAuthorization[\"']?[\s:]+[\"']?(?:Basic|Bearer|Token)\s+(?P<value>[A-Za-z0-9+/=._~-]{8,})")


@rule(CREDENTIALS, WARNING, on=Variable, when=("LABEL", "ANNOTATION"), peers="checkov:CKV_SECRET_6")
def check(variable: Variable, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    name, value = variable.name, variable.value
    if value is None or name.startswith(_SEALED):
        return
    named = names.judged(variable)
    if named is not None and named.value is not None and named.sure:
        yield named.written_out(f"the {variable.kind} {name}")._replace(severity=None)
        return
    header = _HEADER.search(value) if "uthorization" in value else None
    if header is not None:
        yield Problem(value.part(*header.span("value")), f"the {variable.kind} {name} holds the credential of a header")
