"""``.trivyignore`` and ``.trivyignore.yaml``: which findings are accepted, where, and until when."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hullmark.plugin import pattern
from hullmark.yaml import Scalar

from hullmark_kubernetes.peers.located import Located
from hullmark_kubernetes.peers.located import ignoring

#: Ids of what hullmark does not look for: vulnerabilities, and checks of clouds.
_ELSEWHERE = pattern(r"[A-Z]+-\d{4}-\d{3,}|GHSA-.*|(?:AVD-)?(?:AWS|AZU|GCP|DIG|NIF|OPNSTK|OCI|CT|GIT)-\d+", re.I)


def read(text: str) -> dict[str, Any]:
    """Turn a ``.trivyignore`` into a configuration of ours. Raises ValueError for what is no such file."""
    found, notes = [], []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words or _ELSEWHERE.fullmatch(words[0]):
            continue
        for word in words[1:]:
            if word.startswith("exp:"):
                try:
                    if _expired(word[4:]):
                        notes.append(f"line {number}: {words[0]} was ignored until {word[4:]}")
                        break
                except ValueError as error:
                    raise ValueError(f"line {number}: {error}") from None
        else:
            found.append(f"trivy:{words[0]}")
    return {**ignoring(found), **({"notes": notes} if notes else {})}


def read_yaml(text: str) -> dict[str, Any]:
    """Turn a ``.trivyignore.yaml`` into a configuration of ours. Raises ValueError for what is no such file."""
    file = Located(text)
    everywhere, notes, overrides = [], [], []
    for key in ("misconfigurations", "secrets"):
        for item in file.mappings(file.root, key):
            identifier = item.scalar("id")
            if identifier is None:
                raise file.wrong(item.start, f'an item of "{key}" has no id')
            paths = [f"/{path.value.removeprefix('./')}" for path in file.names(item, "paths")]
            until = item.get("expired_at")
            if _ELSEWHERE.fullmatch(identifier.value):
                continue
            if isinstance(until, Scalar) and not until.null:
                try:
                    if _expired(until.value):
                        notes.append(file.at(until.start, f"{identifier.value} was ignored until {until.value}"))
                        continue
                except ValueError as error:
                    raise file.wrong(until.start, str(error)) from None
            if paths:
                overrides.append({"paths": paths, "ignore": [f"trivy:{identifier.value}"]})
            else:
                everywhere.append(f"trivy:{identifier.value}")
    result = ignoring(everywhere)
    overrides += result.get("overrides", [])
    result.update(overrides=overrides, notes=notes)
    return {key: value for key, value in result.items() if value}


def _expired(until: str) -> bool:
    """Tell whether a day has passed. Raises ValueError for what is none."""
    try:
        return date.fromisoformat(until[:10]) < date.today()
    except ValueError:
        raise ValueError(f"{until} is no date; write it as 2027-01-31") from None
