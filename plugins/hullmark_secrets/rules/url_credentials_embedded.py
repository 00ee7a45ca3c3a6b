"""A URL from which something is fetched holds a password.

Why: the URL is kept in the repository, in the layer's metadata, in build logs and often in the configuration that the
fetching program leaves behind, such as ``.git/config``.
Instead: mount the password for the one command that needs it, as a ``.netrc`` or a token: ``RUN
--mount=type=secret,id=netrc,target=/root/.netrc git clone https://git.example.org/app``.
Flags: ``user:password@`` in a URL of http, https, ftp, git, ssh, svn or oci, wherever it stands outside comments;
also a long random text alone in front of the ``@``.
Not flagged: a password that is a variable or a placeholder; a user without password, as in ``ssh://git@host``;
tokens of known providers, which are provider-token; URLs of databases and brokers, which are
connection-string-credentials.
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

from hullmark_secrets.forms import URL
from hullmark_secrets.forms import problems


@rule(
    CREDENTIALS,
    {"": WARNING, "dockerfile": ERROR},
    on=(Document, Decoded),
    peers="checkov:CKV_SECRET_4 kics:Passwords-And-Secrets semgrep:detected-username-and-password-in-uri",
)
def check(fact: Document | Decoded, context: Context) -> Iterator[Problem]:
    """Flag the password."""
    yield from problems(fact, context.document, URL)
