"""Numbers with more digits than Python turns into integers cost no rule its result."""

from __future__ import annotations

import pathlib

import pytest
from harness import call
from harness import codes
from harness import write

N = "9" * 5000

DOCKERFILE = f"""\
# syntax=docker/dockerfile:1.{N}
FROM debian:12
RUN useradd -u {N} a && groupadd -g {N} b && chmod {'7' * 5000} /x && useradd -u {N} c
HEALTHCHECK --interval={N}s --retries={N} CMD x
STOPSIGNAL {N}
EXPOSE {N}
USER {N}
CMD ["a"]
"""

COMPOSE = f"""\
services:
  a:
    image: b:1
    user: "{N}"
    ports: ["{N}:{N}"]
    cpus: {N}
    mem_limit: {N}g
    healthcheck: {{test: [CMD, a], interval: {N}s, retries: {N}}}
    deploy: {{replicas: {N}}}
"""

MANIFEST = f"""\
apiVersion: v1
kind: Pod
metadata: {{name: a}}
spec:
  securityContext:
    runAsUser: {N}
    runAsGroup: {N}
    sysctls: [{{name: net.ipv4.ip_unprivileged_port_start, value: "{N}"}}]
  containers:
  - name: kube-apiserver
    image: quay.io/argoproj/argocd:v{N}.1.1
    command: [kube-apiserver, --audit-log-maxage={N}, --audit-log-maxsize=-{N}]
    ports: [{{containerPort: 80}}, {{containerPort: {N}}}]
    resources: {{limits: {{cpu: {N}, memory: {N}Mi}}}}
    livenessProbe: {{httpGet: {{port: {N}}}, periodSeconds: {N}}}
    readinessProbe: {{httpGet: {{port: {N}}}, failureThreshold: {N}}}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.{N}
---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: b}}
spec:
  replicas: {N}
  selector: {{matchLabels: {{a: b}}}}
  template:
    metadata: {{labels: {{a: b}}}}
    spec: {{containers: [{{name: a, image: "kube-apiserver:v1.{N}"}}]}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{name: b}}
spec: {{minAvailable: {N}%, selector: {{matchLabels: {{a: b}}}}}}
"""


@pytest.mark.parametrize(("name", "text"), [
    ("Dockerfile", DOCKERFILE), ("compose.yaml", COMPOSE), ("pod.yaml", MANIFEST),
])
def test_no_rule_fails(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], name: str, text: str) -> None:
    write(tmp_path, {name: text})
    call("check", "--no-cache", "--isolated", "--profile", "all", "--format", "jsonl", str(tmp_path))
    found = {code for _, _, code in codes(capsys.readouterr().out)}
    assert found and "internal-error" not in found
