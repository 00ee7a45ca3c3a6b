"""Addresses of what is fetched to be a part of this, and what they say of the version that is fetched.

Sources: the contexts of docker buildx, the remote targets of kustomize, the features of containers.dev.
"""

from __future__ import annotations

from hullmark.plugin import pattern

#: What is surely the same tomorrow, a tag that somebody may move, what follows a branch, and what cannot be told.
FIXED, TAGGED, MOVING, UNKNOWN = "fixed", "tagged", "moving", "unknown"

_COMMIT = pattern(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_VERSION = pattern(r"\d+\.\d+|(?:^|[/_-])v?\d+(?:$|[-_.])")
_BRANCH = pattern(r"(?:refs/)?heads/.+|(?:release|hotfix|feature)[-/].+|v?\d+(?:\.\d+)*\.x")
_QUERY = pattern(r"[?&](ref|version|branch|tag|commit|checksum)=([^&#]*)")
_GIT = pattern(
    r"git@|git://|ssh://|git::|[^#?]*\.git(?:/|[#?]|$)"
    r"|(?:https?://)?(?:[^/@]*@)?(?:github|gitlab)\.com[/:][^/?]+/[^/?#]+(?!.*/(?:raw|releases|archive|-)/)"
)
#: What is judged as an image, or lies here after all.
_OTHER = pattern(r"(?:docker-image|oci-layout|target|service|file|input|data)://?")
_PLACEHOLDER = ("$", "{{", "<", "%")


def certainty(address: str, use: str) -> str:
    """Return how surely an address stands for one content: FIXED, TAGGED, MOVING or UNKNOWN."""
    if _OTHER.match(address) or any(mark in address for mark in _PLACEHOLDER):
        return UNKNOWN
    if use == "feature":
        return _of_feature(address)
    if address.startswith("oci://"):
        return FIXED if "@sha256:" in address else _of_word(address.rpartition("/")[2].partition(":")[2])
    queries = {match[1]: match[2] for match in _QUERY.finditer(address)}
    if queries.get("checksum") or queries.get("commit"):
        return FIXED
    if not _GIT.match(address):
        return _of_path(address)
    if queries.get("branch"):
        return MOVING
    fragment = "" if "#" not in address else address.partition("#")[2].partition(":")[0]
    return _of_word(fragment or queries.get("ref") or queries.get("version") or queries.get("tag") or "")


def _of_word(word: str) -> str:
    """Judge the name of a commit, a tag or a branch, or none."""
    if _COMMIT.fullmatch(word):
        return FIXED
    return TAGGED if _VERSION.search(word) and not _BRANCH.fullmatch(word) else MOVING


def _of_path(address: str) -> str:
    """Judge a file by whether a version stands in its path."""
    path = address.partition("://")[2].partition("/")[2]
    if any(_COMMIT.fullmatch(part) for part in path.split("/")):
        return FIXED
    return TAGGED if _VERSION.search(path) else MOVING


def _of_feature(address: str) -> str:
    """Judge a feature, for which a major version is enough; old short names have none."""
    if "/" not in address or "://" in address:
        return UNKNOWN
    version = address.rpartition("/")[2].partition(":")[2]
    return FIXED if "@sha256:" in address or version[:1].isdigit() or "@" in address else MOVING
