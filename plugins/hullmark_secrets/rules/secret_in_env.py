"""An environment variable holds a credential.

Why: the value is part of the image's configuration or of the manifest. Everyone who can pull the image, read the
repository or list the processes has it, and changing it means a new build or a new commit.
Instead: pass it when the container starts, as a mounted file or with ``valueFrom: {secretKeyRef: ...}``; in a build use
``RUN --mount=type=secret,id=token``.
Flags: a literal under a name whose words say password, secret, token, credential or the key of something; under a bare
``KEY`` or ``AUTH`` only what looks random. As a warning: passwords that everybody tries first, literals in a stage that
only builds, and a variable of an image that takes its credential from another variable. In the profile all, as
information, every other variable of an image whose name says credential, and in a manifest a value that is a mere word
behind a name that mentions one.
Not flagged: what default-credentials reports of a service; tokens, keys, URLs and hashes that are recognised by their
form, since other rules report them; public keys and fingerprints, names of files, URLs and policies, settings,
placeholders and references.
See: https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets import names
from hullmark_secrets.defaults import default_of


@rule(
    CREDENTIALS,
    {"": WARNING, "dockerfile": ERROR},
    on=Variable,
    peers=(
        "hadolint:DL3064 buildkit:SecretsUsedInArgOrEnv trivy:DS-0031 dockle:CIS-DI-0010 kics:Passwords-And-Secrets"
        " checkov:CKV_SECRET_10 semgrep:detected-generic-secret polaris:sensitiveContainerEnvVar"
        " kubelinter:env-var-secret kubescape:C-0012 kubescape:C-0259 compose-lint:CL-0020 dockerbench:7.4"
    ),
)
def check(variable: Variable, context: Context) -> Iterator[Problem]:
    """Flag the value, or else the name."""
    if variable.kind != "env" or default_of(variable) is not None:
        return
    named = names.judged(variable)
    built = variable.container is None or variable.container.role == "stage"
    if named is not None and named.value is not None:
        yield named.written_out(f"the variable {variable.name}")
    elif not built:
        hint = names.hinted(variable)
        if hint is not None:
            yield hint
    elif named is not None:
        if named.sure and variable.value is not None and not variable.value.known:
            message = f"{variable.name} keeps a credential in the image's configuration"
            yield Problem(variable.name, message, severity=WARNING, secret=False)
        else:
            yield named.by_name(f"the name {variable.name} says credential; one set here stays in the image")
