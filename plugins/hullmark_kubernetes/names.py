"""Which files are Kubernetes manifests, by their name and by how they begin, and which of them belong together."""

from __future__ import annotations

import os
from functools import lru_cache

from hullmark.plugin import pattern

_VERSION = pattern(r"(?m)(?:^(?:-\s+|\s\s)?|[{,]\s*)[\"']?apiVersion[\"']?\s*:")
_KIND = pattern(r"(?m)(?:^(?:-\s+|\s\s)?|[{,]\s*)[\"']?kind[\"']?\s*:\s*[\"']?[A-Z]")
#: A field of the configuration of k3s and RKE2, which is no object.
_ARGUMENTS = pattern(r"(?m)^(?:kube(?:let|-apiserver|-controller-manager|-scheduler|-proxy)|etcd)-arg\+?:")
_OBJECT = pattern(r"(?m)^[\"']?(?:metadata|spec|rules)[\"']?\s*:")
#: What kustomize takes for its file; it needs neither ``apiVersion`` nor ``kind`` there.
_KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "kustomization")


def recognises(path: str, head: str) -> bool:
    """Tell whether the beginning of a file looks like an object of Kubernetes, configures k3s, or is for kustomize."""
    if is_kustomization(path):
        return True
    kind = _KIND.search(head)
    if kind is None:
        return (
            _VERSION.search(head) is not None and _OBJECT.search(head) is not None
            or _ARGUMENTS.search(head) is not None
        )
    return _VERSION.search(head) is not None or _OBJECT.search(head) is not None


def is_kustomization(path: str) -> bool:
    """Tell whether a file is called as kustomize wants it."""
    return os.path.basename(path).lower() in _KUSTOMIZATIONS


def root(path: str) -> str:
    """Return the folder whose files belong together: the templates of a chart with all below, else the file's own."""
    own = os.path.dirname(path)
    folder = own
    while "templates" in folder:
        parent, name = os.path.split(folder)
        if name == "templates" and _is_chart(parent):
            return folder
        folder = parent
    return own


@lru_cache(1024)
def _is_chart(folder: str) -> bool:
    """Tell whether a folder holds a chart of Helm."""
    return os.path.isfile(os.path.join(folder, "Chart.yaml"))
