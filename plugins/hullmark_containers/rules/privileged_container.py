"""A container has, or is started with, the rights of the host.

Why: a privileged container sees all devices, has every capability and no seccomp or AppArmor profile; breaking out of
it takes one mount command. Host namespaces and unconfined profiles open parts of the same door.
Instead: give the one device or capability that is needed: ``--device /dev/fuse``, ``--cap-add NET_BIND_SERVICE``, or
``capabilities: {add: [NET_BIND_SERVICE]}`` in a manifest.
Flags: a container of a manifest that is privileged; ``--privileged``, ``--cap-add``, ``--pid=host``,
``--security-opt`` with ``unconfined`` or ``label=disable`` of docker, podman or nerdctl run, create and exec, in a
command of the image or in a label that holds such a command.
Not flagged: ``--cap-add`` of NET_BIND_SERVICE; ``--privileged=false``; the word in comments, text and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Variable
from hullmark.plugin import ERROR
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

_ENGINE = pattern(r"\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create|exec)\b")
_FLAG = pattern(
    r"(?:--privileged(?!=false)|--cap-add[= ](?!(?:CAP_)?NET_BIND_SERVICE)[\w]+|--pid[= ]host"
    r"|--security-opt[= ](?:(?:seccomp|apparmor)[=:]unconfined|label[=:]disable))(?=[\s\"']|$)",
    re.IGNORECASE,
)


@rule(
    PRIVILEGES,
    {"": ERROR, "dockerfile": WARNING},
    on=(Container, Command, Variable),
    when=("docker", "podman", "nerdctl", "LABEL"),
    peers=(
        "dockerfile_lint:privileged_run_container checkov:CKV_K8S_16 trivy:KSV-0017 kics:Container-is-privileged"
        " kubelinter:privileged-container kubescore:container-security-context-privileged polaris:runAsPrivileged"
        " kubesec:Privileged kubescape:C-0057 kubescape:C-0211 semgrep:privileged-container"
        " pss:baseline/privileged-containers cis:5.2.2 nsa:pod-security-enforcement"
        " kics:privileged-containers-enabled semgrep:privileged-service compose-lint:CL-0002"
        " composelint:no-privileged codepathfinder:COMPOSE-SEC-001 kjaniec-compose-lint:privileged dockerbench:5.5"
    ),
)
def check(fact: Container | Command | Variable, context: Context) -> Iterator[Problem]:
    """Flag the option."""
    if isinstance(fact, Container):
        privileged = fact.security.privileged if fact.security is not None else None
        if privileged == "true":
            yield Problem(privileged, "the container has all rights of the host")
        return
    if isinstance(fact, Command):
        places = _of_command(fact)
    else:
        places = _of_text(fact.value) if fact.kind == "label" and fact.value is not None else iter(())
    for place in places:
        yield Problem(place, f"{place} gives a container rights of the host")


def _of_command(command: Command) -> Iterator[Text]:
    args = command.args
    if not {"run", "create", "exec"} & set(args[:2]):
        return
    for index, arg in enumerate(args):
        if _FLAG.fullmatch(arg) or index + 1 < len(args) and _FLAG.fullmatch(f"{arg} {args[index + 1]}"):
            yield arg


def _of_text(text: Text) -> Iterator[Text]:
    engine = _ENGINE.search(text)
    if engine is not None:
        for match in _FLAG.finditer(text, engine.end()):
            yield text.part(*match.span())
