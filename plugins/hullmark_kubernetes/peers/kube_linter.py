"""``.kube-linter.yaml``: which checks run, and which paths are left out."""

from __future__ import annotations

from typing import Any

from hullmark_kubernetes.peers.located import MANIFESTS
from hullmark_kubernetes.peers.located import Located

#: The checks that run where nothing is said.
STANDARD = (
    "dangling-service", "deprecated-service-account-field", "docker-sock", "drop-net-raw-capability",
    "duplicate-env-var", "env-var-secret", "host-ipc", "host-network", "host-pid", "invalid-target-ports",
    "job-ttl-seconds-after-finished", "latest-tag", "liveness-port", "mismatching-selector", "no-anti-affinity",
    "no-extensions-v1beta", "no-read-only-root-fs", "non-existent-service-account", "pdb-max-unavailable",
    "pdb-min-available", "pdb-unhealthy-pod-eviction-policy", "privilege-escalation-container",
    "privileged-container", "readiness-port", "run-as-non-root", "sensitive-host-mounts", "ssh-port", "startup-port",
    "unsafe-sysctls", "unset-cpu-requirements", "unset-memory-requirements",
)


def read(text: str) -> dict[str, Any]:
    """Turn a ``.kube-linter.yaml`` into a configuration of ours. Raises ValueError for what is no such file.

    What it says of checks holds for manifests. Checks that run only when they are asked for run whatever the profile;
    those that run anyway are left to the profile.
    """
    file = Located(text)
    checks = file.mapping(file.root, "checks")
    custom = [name for check in file.mappings(file.root, "customChecks") if (name := check.scalar("name"))]
    notes = [file.at(name.start, f"{name.value} is a check of your own, which is not read") for name in custom]
    own = {name.value for name in custom}
    include = [name.value for name in file.names(checks, "include") if name.value not in own]
    exclude = [name.value for name in file.names(checks, "exclude") if name.value not in own]
    every = file.flag(checks, "addAllBuiltIn")
    if file.flag(checks, "doNotAutoAddDefaults") and not every:
        exclude += [check for check in STANDARD if check not in include and check not in exclude]
    switched = {
        "extend-select": ["kubelinter:*"] if every else [f"kubelinter:{check}" for check in include],
        "ignore": [f"kubelinter:{check}" for check in exclude],
    }
    paths = []
    for path in file.names(checks, "ignorePaths"):
        pattern = _pattern(path.value)
        if pattern:
            paths.append(pattern)
        else:
            notes.append(file.at(path.start, f"{path.value} is not below this folder and not read"))
    result = {
        "overrides": [{"paths": MANIFESTS, **switched}] if any(switched.values()) else [],
        "exclude": paths,
        "notes": notes,
    }
    return {key: value for key, value in result.items() if value}


def _pattern(path: str) -> str:
    """Return a pattern for absolute paths as one for paths below the folder, "" where that cannot be."""
    for anywhere in ("/**/*/", "/**/", "**/"):
        if path.startswith(anywhere):
            return f"**/{path[len(anywhere):]}"
    return "" if path.startswith(("/", "~", "../")) else f"/{path.removeprefix('./')}"
