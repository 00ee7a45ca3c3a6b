"""What this pack gives to hullmark."""

from __future__ import annotations

from collections.abc import Iterable

from hullmark.plugin import Format
from hullmark.plugin import Rule
from hullmark.plugin import hookimpl
from hullmark.plugin import rules_in
from hullmark.suppress import Dialect

from hullmark_kubernetes.format import gather
from hullmark_kubernetes.format import parse_document
from hullmark_kubernetes.format import scope
from hullmark_kubernetes.names import recognises
from hullmark_kubernetes.names import root
from hullmark_kubernetes.options import KubernetesOptions
from hullmark_kubernetes.peers import checkov
from hullmark_kubernetes.peers import kube_linter
from hullmark_kubernetes.peers import trivy
from hullmark_kubernetes.suppress import DIALECTS

FORMAT = Format(
    "kubernetes",
    ("*.yaml", "*.yml", "*.json", "kustomization"),
    parse_document,
    scope,
    recognises=recognises,
    options=KubernetesOptions,
    gather=gather,
    imports={
        ".kube-linter.yaml": kube_linter.read,
        ".kube-linter.yml": kube_linter.read,
        ".trivyignore": trivy.read,
        ".trivyignore.yaml": trivy.read_yaml,
        ".checkov.yaml": checkov.read,
        ".checkov.yml": checkov.read,
    },
    root=root,
)


@hookimpl
def hullmark_formats() -> Iterable[Format]:
    """Return the format of Kubernetes manifests."""
    return [FORMAT]


@hookimpl
def hullmark_rules() -> list[Rule]:
    """Return the rules that only a manifest can break."""
    return rules_in("hullmark_kubernetes.rules")


@hookimpl
def hullmark_suppressions() -> Iterable[tuple[str, Dialect]]:
    """Return the dialects of checkov, kube-linter, kube-score, polaris, KICS, trivy and semgrep."""
    return [(FORMAT.name, dialect) for dialect in DIALECTS]
