"""A connection string holds a password.

Why: the string names the service, the user and the password together, and it is part of the image or the manifest for
everyone to read.
Instead: leave the password out and give it to the program apart, from a mounted file:
``DATABASE_URL=postgres://app@db/app`` with ``PGPASSFILE=/run/secrets/pgpass``.
Flags: ``scheme://user:password@host`` of databases, brokers, mail and directory services, also without a user as in
``redis://:password@host``; ``Server=...;Password=...``, ``jdbc:...?password=...`` and ``"host=... password=..."``. As
a warning a password that everybody tries first or one for the machine itself, as information both together.
Not flagged: a password that is a variable or a placeholder; URLs from which something is fetched, which are
url-credentials-embedded; keys of Azure's storage, which are provider-token.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Decoded
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets.forms import CONNECTION
from hullmark_secrets.forms import problems


@rule(
    CREDENTIALS,
    {"": WARNING, "dockerfile": ERROR},
    on=(Document, Decoded),
    peers=(
        "checkov:CKV_SECRET_4 kics:Passwords-And-Secrets semgrep:detected-username-and-password-in-uri"
        " checkov:CKV_SECRET_3 kubescape:C-0012 compose-lint:CL-0021"
    ),
)
def check(fact: Document | Decoded, context: Context) -> Iterator[Problem]:
    """Flag the password."""
    yield from problems(fact, context.document, CONNECTION)
