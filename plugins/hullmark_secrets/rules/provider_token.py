"""A token of a known provider stands in clear text.

Why: whoever reads the file, or pulls the image, can use the account behind it. Robots find such tokens in public
repositories within minutes.
Instead: revoke the token, since the history of the repository keeps it; then pass a new one with ``RUN
--mount=type=secret`` or mount it when the container starts.
Flags: about 100 forms of tokens, by prefix and length: GitHub, GitLab, npm, PyPI, Docker Hub, AWS, Google, Azure,
Slack, Stripe, SendGrid, OpenAI, Hugging Face, Vault, Grafana, JSON web tokens and others, anywhere in the file,
comments and here-documents included. As a warning: tokens for tests, those whose checksum does not match, and an AWS
key id without its secret; as information keys that are meant to be published.
Not flagged: documented examples such as ``AKIAIOSFODNN7EXAMPLE``, and values of repeated or consecutive characters.
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

from hullmark_secrets.forms import TOKEN
from hullmark_secrets.forms import problems


@rule(
    CREDENTIALS,
    ERROR,
    on=(Document, Decoded),
    peers=(
        "checkov:CKV_SECRET_2 checkov:CKV_SECRET_12 checkov:CKV_SECRET_14 checkov:CKV_SECRET_17"
        " kics:Passwords-And-Secrets semgrep:detected-aws-access-key-id-value semgrep:detected-github-token"
        " semgrep:detected-slack-token trivy:aws-access-key-id trivy:github-pat kubescape:C-0012"
        " checkov:CKV_SECRET_1 checkov:CKV_SECRET_5 checkov:CKV_SECRET_7 checkov:CKV_SECRET_8 checkov:CKV_SECRET_9"
        " checkov:CKV_SECRET_11 checkov:CKV_SECRET_15 checkov:CKV_SECRET_16 checkov:CKV_SECRET_18"
    ),
)
def check(fact: Document | Decoded, context: Context) -> Iterator[Problem]:
    """Flag the token."""
    yield from problems(fact, context.document, TOKEN)
