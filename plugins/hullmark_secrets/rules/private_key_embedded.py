"""A private key stands in the file.

Why: a private key proves an identity; in a repository or an image it belongs to everyone who can read that, and it
stays in the history after it has been removed.
Instead: revoke the key, and mount a new one when it is needed: ``RUN --mount=type=ssh``, ``RUN --mount=type=secret``,
or a volume of the running container.
Flags: PEM, OpenSSH and PGP blocks that hold a body, also in base64, in one line with ``\\n``, or in a comment; PuTTY
files, JSON web keys with their private part, age identities, WireGuard keys. As a warning a key that a passphrase
protects.
Not flagged: public keys and certificates, a header alone as in a pattern of grep or sed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Decoded
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets.forms import KEY
from hullmark_secrets.forms import problems


@rule(
    CREDENTIALS,
    ERROR,
    on=(Document, Decoded),
    peers=(
        "checkov:CKV_SECRET_13 kics:Passwords-And-Secrets semgrep:detected-private-key"
        " semgrep:detected-pgp-private-key-block trivy:private-key polaris:sensitiveConfigmapContent"
        " polaris:sensitiveContainerEnvVar kubescape:C-0012"
    ),
)
def check(fact: Document | Decoded, context: Context) -> Iterator[Problem]:
    """Flag the key from its first line to its last."""
    yield from problems(fact, context.document, KEY)
