"""Settings that a file gives package managers once, as text written to their configuration."""

from __future__ import annotations

import re
from functools import lru_cache

from hullmark.plugin import pattern

#: Setting to a literal that its text contains, and the text.
_SETTINGS: dict[str, tuple[str, re.Pattern[str]]] = {
    "apt-no-recommends": (
        "nstall-", pattern(r"(?:::|\{\s{0,8})install-recommends\W{1,6}(?:0|false|no)\b", re.IGNORECASE)
    ),
    "apt-yes": ("ssume-", pattern(
        r"(?:(?<!-o)(?<!-o )(?<!-o[\"'])(?<!-o [\"'])(?<!option[ =])apt::get::|(?<![:-]))"
        r"assume-yes\W{1,6}(?:1|true|yes)\b",
        re.IGNORECASE,
    )),
    "apt-snapshot": (
        "snapshot", pattern(r"snapshot\.(?:debian|ubuntu)\.|apt::snapshot|--snapshot\b", re.IGNORECASE)
    ),
    "dnf-yes": ("assumeyes", pattern(r"(?<!-)assumeyes\s{0,3}=\s{0,3}(?:1|true|yes)\b", re.IGNORECASE)),
    "pip-no-cache": ("no-cache-dir", pattern(r"(?<!-)(?<!no_)no-cache-dir")),
    "gem-no-document": ("no-", pattern(r"(?:gem|install|update)['\"]?: *--no-(?:document|rdoc|ri)")),
    "conda-yes": ("always_yes", pattern(r"always_yes\W{1,4}(?:true|yes)", re.IGNORECASE)),
    "yarn-berry": ("yarn", pattern(r"\.yarnrc\.yml|\.yarn\b|yarn set version|yarn@[2-9]|yarn@(?:stable|berry)")),
}


@lru_cache(maxsize=32)
def setting(text: str, name: str) -> int | None:
    """Return the offset at which a file makes a setting, None where it does not."""
    literal, pattern = _SETTINGS[name]
    match = pattern.search(text) if literal in text else None
    return match.start() if match else None
