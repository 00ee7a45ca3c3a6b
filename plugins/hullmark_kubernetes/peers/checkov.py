"""``.checkov.yaml``: which checks run, which paths are left out, and what fails the run."""

from __future__ import annotations

import re
from typing import Any

from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.peers.located import Located
from hullmark_kubernetes.peers.located import ignoring

#: Ids of checks of clouds, pipelines and the like.
_ELSEWHERE = pattern(r"CKV2?_(?!K8S|DOCKER|SECRET|ARGO|\*)[A-Z]+_.*|BC_.*", re.IGNORECASE)
#: A regular expression that says no more than a pattern can.
_SIMPLE = pattern(r"\^?(?:[\w/ -]|\\?\.|\.\*)+\$?")


def read(text: str) -> dict[str, Any]:
    """Turn a ``.checkov.yaml`` into a configuration of ours. Raises ValueError for what is no such file.

    A check that fails softly is an ``info``, one that fails hard an ``error``. With ``soft-fail`` nothing else fails
    the run, or only errors where some checks fail hard.
    """
    file = Located(text)
    hard, soft = _ids(file, "hard-fail-on"), _ids(file, "soft-fail-on")
    paths, notes = [], []
    for path in _names(file, file.root, "skip-path"):
        pattern = _pattern(path.value)
        if pattern:
            paths.append(pattern)
        else:
            notes.append(file.at(path.start, f"{path.value} is too much of a regular expression and not read"))
    result = {
        **ignoring(_ids(file, "skip-check")),
        "select": _ids(file, "check"),
        "exclude": paths,
        "severity": {**dict.fromkeys(soft, "info"), **dict.fromkeys(hard, "error")},
        "fail-on": ("error" if hard else "never") if file.flag(file.root, "soft-fail") else "",
        "notes": notes,
    }
    return {key: value for key, value in result.items() if value}


def _ids(file: Located, key: str) -> list[str]:
    """Return the ids of checks in a list that are about what hullmark reads."""
    names = [part.strip() for name in _names(file, file.root, key) for part in name.value.split(",")]
    return [f"checkov:{name}" for name in names if name and not _ELSEWHERE.fullmatch(name)]


def _names(file: Located, holder: Mapping, key: str) -> list[Scalar]:
    """Return the names of a list; a single one needs none."""
    node = holder.get(key)
    return [node] if isinstance(node, Scalar) and not node.null else file.names(holder, key)


def _pattern(path: str) -> str:
    """Return a regular expression that is found anywhere in a path as a pattern; "" where that cannot be."""
    if not _SIMPLE.fullmatch(path):
        return ""
    body = path.removeprefix("^").removesuffix("$").replace("\\.", ".")
    body = re.sub(r"(?<=/)\.\*(?=/|$)", "**", body).replace(".*", "*")
    start = "/" if path.startswith("^") else "**" if body.startswith("/") else "**/*"
    return f"{start}{body.removeprefix('/') if start == '/' else body}{'' if path.endswith(('/', '$', '*')) else '*'}"
