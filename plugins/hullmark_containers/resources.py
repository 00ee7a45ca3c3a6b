"""What a container should be given: a table, and one rule for each line of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Container
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Rule
from hullmark.plugin import documented
from hullmark.plugin import rule

_KUBERNETES = {"": INFO, "kubernetes": WARNING, "helm": WARNING, "kustomize": WARNING}


class Amount(NamedTuple):
    """A field of Resources: ``limit`` tells that it is one; ``then`` is what follows where it is missing."""

    slug: str
    field: str
    limit: bool
    then: str
    why: str
    instead: str
    profile: str
    severity: dict[str, str]
    peers: str

    @property
    def called(self) -> str:
        """How to call it: ``CPU limit``."""
        return self.field.replace("_", " ").replace("cpu", "CPU")


AMOUNTS = (
    Amount(
        "cpu-limit-missing", "cpu_limit", True, "the container may take all processors of its host",
        "a program that runs wild leaves nothing to its neighbours but what they have reserved. Many teams leave the"
        " limit out on purpose, since a container with one is slowed down while processors idle.",
        "``limits: {cpu: \"1\"}``, or ``cpus: 1``.", ALL, {"": INFO},
        "kics:cpus-not-limited compose-lint:CL-0026 kjaniec-compose-lint:cpu-limit dockerbench:5.12"
        " checkov:CKV_K8S_11 trivy:KSV-0011 kics:CPU-limits-not-set kubescore:container-resources"
        " polaris:cpuLimitsMissing kubesec:LimitsCPU kubescape:C-0009 kubescape:C-0050 kubescape:C-0270"
        " kubescape:C-0303 kubelinter:template/cpu-requirements nsa:resource-policies",
    ),
    Amount(
        "cpu-request-missing", "cpu_request", False, "no processor time is reserved",
        "the scheduler puts it on a node that is full, and there it gets what others leave.",
        "``requests: {cpu: 100m}``.", STRICT, {"": WARNING},
        "checkov:CKV_K8S_10 trivy:KSV-0015 kics:CPU-requests-not-set kubelinter:unset-cpu-requirements"
        " kubescore:container-resources polaris:cpuRequestsMissing kubesec:RequestsCPU kubescape:C-0050"
        " kubescape:C-0268",
    ),
    Amount(
        "memory-limit-missing", "memory_limit", True, "the container may take all memory of its host",
        "a leak in one program makes the kernel end others on the host, whichever it finds first.",
        "``limits: {memory: 256Mi}``, or ``mem_limit: 256m``.", STRICT, _KUBERNETES,
        "kics:memory-not-limited compose-lint:CL-0026 kjaniec-compose-lint:memory-limit dockerbench:5.11"
        " checkov:CKV_K8S_13 trivy:KSV-0018 kics:Memory-limits-not-defined kubelinter:unset-memory-requirements"
        " kubescore:container-resources polaris:memoryLimitsMissing kubesec:LimitsMemory kubescape:C-0004"
        " kubescape:C-0009 kubescape:C-0271 kubescape:C-0303 nsa:resource-policies",
    ),
    Amount(
        "memory-request-missing", "memory_request", False, "no memory is reserved",
        "the scheduler puts it on a node that is full, and it is the first to be ended when memory runs short.",
        "``requests: {memory: 256Mi}``.", STRICT, {"": WARNING},
        "checkov:CKV_K8S_12 trivy:KSV-0016 kics:Memory-requests-not-defined kubescore:container-resources"
        " polaris:memoryRequestsMissing kubesec:RequestsMemory kubescape:C-0004 kubescape:C-0269"
        " kubelinter:template/memory-requirements",
    ),
)


def _documented(amount: Amount) -> str:
    """Write the documentation of a line."""
    kind, name = ("limit" if amount.limit else "request"), amount.slug.partition("-")[0]
    flags = f"a container without a {kind} of {name}, or with one that is zero."
    if not amount.limit:
        flags += " A limit alone is a request too."
    if amount.profile != ALL:
        flags += " What seems to be a patch of a manifest is shown in the profile all only."
    return documented(
        f"A container has no {amount.called}", why=amount.why, instead=amount.instead, flags=flags,
        not_flagged="what the pod, a LimitRange or a VerticalPodAutoscaler of the set gives; a value that is filled in"
        " later; containers for debugging, which can have none.",
        see="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    )


def _declared(amount: Amount) -> Rule:
    """Make the rule of a line."""
    def check(container: Container, context: Context) -> Iterator[Problem]:
        given = container.resources
        if given is None:
            return
        said = getattr(given, amount.field)
        if said is not None and said != "0":
            return
        if not amount.limit and getattr(given, amount.field.replace("request", "limit")) not in (None, "0"):
            return
        grip = given.limits if amount.limit else given.requests
        partial = container.workload is not None and container.workload.partial
        at = said if said is not None else grip or given
        what = f"this {amount.called} is none" if said is not None else f"no {amount.called} is set"
        yield Problem(at, f"{what}, so {amount.then}", profile=ALL if partial else DEFAULT)

    declare = rule(
        RESILIENCE, amount.severity, on=Container, not_in=("dockerfile",), peers=amount.peers, profile=amount.profile,
        slug=amount.slug,
    )
    return declare(check)


DOCS = {amount.slug: _documented(amount) for amount in AMOUNTS}
RULES = tuple(_declared(amount) for amount in AMOUNTS)
