"""A password hash stands in the file.

Why: whoever has the hash can try passwords against it, millions in a second for the older kinds; the account is as
safe as the password is long.
Instead: create the account without a password, or mount the file with the hash when the container starts.
Flags: hashes of crypt (``$1$``, ``$2y$``, ``$5$``, ``$6$``, ``$y$``), Argon2, htpasswd's ``$apr1$``, LDAP's
``{SSHA}`` and Django's ``pbkdf2_sha256$``, dollars escaped or not.
Not flagged: a prefix alone, as in a regular expression; samples in comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Decoded
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets.forms import HASH
from hullmark_secrets.forms import problems


@rule(CREDENTIALS, WARNING, on=(Document, Decoded), peers="semgrep:detected-bcrypt-hash semgrep:detected-etc-shadow")
def check(fact: Document | Decoded, context: Context) -> Iterator[Problem]:
    """Flag the hash."""
    yield from problems(fact, context.document, HASH)
