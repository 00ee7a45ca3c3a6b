"""The login of a registry stands in the file.

Why: whoever reads the file can pull every image that the account may see, and push those that it may write: the next
pull of a tag then runs what they put there.
Instead: revoke the login; create the object outside the repository with ``kubectl create secret docker-registry``, or
let a controller write it, as an ExternalSecret or the credential provider of the kubelet does.
Flags: ``auth``, ``password`` or ``identitytoken`` of a registry in ``.dockerconfigjson``, ``.dockercfg`` or
``config.json`` of a Secret or a ConfigMap, and of Docker's own file; ``auth`` of a registry in the settings of
containerd and k3s, also as a header; ``Creds`` of a unit of Podman's.
Not flagged: no ``auths``; names of helpers; placeholders and templates.
See: https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_secrets.logins import is_login_file
from hullmark_secrets.logins import is_written_out
from hullmark_secrets.logins import registries


@rule(CREDENTIALS, ERROR, on=(Variable, File), not_in=("dockerfile",), peers="semgrep:secrets-in-config-file")
def check(fact: Variable | File, context: Context) -> Iterator[Problem]:
    """Flag the value with the login."""
    if isinstance(fact, Variable) and fact.kind == "login":
        if fact.value is not None and fact.value.known and is_written_out(fact.value):
            yield Problem(fact.value, f"{fact.name} holds the login of a registry, {len(fact.value)} characters")
        return
    if fact.kind not in ("secret", "config"):
        return
    name, text = (fact.path, fact.text) if isinstance(fact, File) else (fact.name, fact.value)
    if name is None or text is None or not is_login_file(name, text):
        return
    found = list(registries(text))
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield Problem(text, f"{name} holds the login for {found[0][:60]}{more}")
