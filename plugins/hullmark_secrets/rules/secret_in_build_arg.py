"""A build argument carries a credential.

Why: build arguments are written into the history of the image and into its provenance; ``docker history`` shows them
to everyone who can pull it.
Instead: use ``RUN --mount=type=secret,id=token`` and ``docker build --secret id=token``, which leave no trace.
Flags: an argument whose name says password, secret, token, credential or the key of something, with or without a
default, also in front of the first FROM; as an error when a credential is written out as its default; as information
where a service only passes it on. In the profile all, as information, also a bare ``KEY`` or ``AUTH``, the account that
belongs to a password, and a name that says credential with a setting as its default.
Not flagged: tokens, keys, URLs and hashes that are recognised by their form, since other rules report them; public
keys and fingerprints, names of files, URLs and policies.
See: https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets import names
from hullmark_secrets.judge import FORM
from hullmark_secrets.judge import OTHER


@rule(
    CREDENTIALS,
    WARNING,
    on=Variable,
    peers=(
        "hadolint:DL3064 buildkit:SecretsUsedInArgOrEnv trivy:DS-0031 semgrep:secret-in-build-arg"
        " pathfinder:DOCKER-SEC-005 kics:passwords-and-secrets checkov:CKV_SECRET_10"
    ),
)
def check(variable: Variable, context: Context) -> Iterator[Problem]:
    """Flag the default, or else the name."""
    if variable.kind != "build-arg":
        return
    named = names.judged(variable)
    if named is None:
        return
    if named.value is not None:
        yield named.written_out(f"the build argument {variable.name}")
    elif named.sure and named.verdict.kind not in (FORM, OTHER):
        message = f"the build argument {variable.name} passes a credential, which stays in the image's history"
        service = variable.container is not None and variable.container.role == "service"
        yield Problem(variable.name, message, severity=INFO if service else None, secret=False)
    else:
        yield named.by_name(f"the name {variable.name} says credential; one passed here stays in the image's history")
