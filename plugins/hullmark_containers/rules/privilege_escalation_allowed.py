"""A process of the container may gain rights that its parent lacks.

Why: with setuid programs and file capabilities, of which most images hold some, a process that runs as an ordinary
account becomes root in the container. The switch that ends this is off by default.
Instead: ``securityContext: {allowPrivilegeEscalation: false}`` in a manifest, ``security_opt: [no-new-privileges]``
in a service.
Flags: escalation that is allowed in so many words, or not forbidden.
Not flagged: privileged containers that say nothing of it; they may not forbid it, and privileged-container reports
them; services that another file goes on with; Windows.
See: https://www.kernel.org/doc/html/latest/userspace-api/no_new_privs.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    {"": WARNING, "compose": INFO},
    on=Container,
    not_in=("dockerfile",),
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_20 trivy:KSV-0001 kics:Privilege-escalation-allowed"
        " kubelinter:privilege-escalation-container polaris:privilegeEscalationAllowed"
        " kubesec:AllowPrivilegeEscalation kubescape:C-0016 kubescape:C-0211 semgrep:allow-privilege-escalation"
        " semgrep:allow-privilege-escalation-no-securitycontext semgrep:allow-privilege-escalation-true"
        " pss:restricted/privilege-escalation cis:5.2.6 kics:no-new-privileges-not-set semgrep:no-new-privileges"
        " compose-lint:CL-0003 codepathfinder:COMPOSE-SEC-011 dockerbench:5.26 dockerbench:2.14"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the value, or the place where it belongs."""
    security = container.security
    if security is None:
        return
    if security.escalation is None:
        if security.privileged != "true":
            yield Problem(security, "nothing keeps a process from gaining rights by setuid programs")
    elif security.escalation == "true":
        yield Problem(security.escalation, "a process may gain rights by setuid programs", severity=WARNING)
