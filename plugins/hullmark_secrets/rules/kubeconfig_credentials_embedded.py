"""A kubeconfig holds the credential of a user of the cluster.

Why: whoever reads the file may do in the cluster what its user may, often everything; a client certificate cannot be
revoked before it expires.
Instead: revoke the token, or change the authority of the cluster; let a program fetch a short-lived credential, as
``exec`` of ``users`` says, or name a file outside of the repository (``tokenFile``, ``client-key``).
Flags: ``token``, ``password``, ``client-key-data`` and the tokens of an ``auth-provider`` of a user in a kubeconfig,
also where one stands in a ConfigMap or a Secret.
Not flagged: ``exec``, names of files, a user without anything; placeholders, templates, and what clients put in the
place of a credential when they show one.
See: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Stream
from hullmark.yaml import compose

from hullmark_secrets.kubeconfigs import credentials_of


@rule(CREDENTIALS, ERROR, on=(Stream, File))
def check(fact: Stream | File, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if isinstance(fact, Stream):
        for name, value in credentials_of(fact):
            yield Problem(value, f"the {name} of a user of the cluster is in clear text, {len(value)} characters")
    elif fact.kind in ("config", "secret") and "users:" in fact.text and "Config" in fact.text:
        for name, value in credentials_of(compose(str(fact.text))):
            at = fact.text.part(*value.span)
            yield Problem(at, f"the {name} in {fact.path} is that of a user of a cluster, {len(value)} characters")
