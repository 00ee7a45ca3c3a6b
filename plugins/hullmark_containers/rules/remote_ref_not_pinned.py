"""What is fetched from elsewhere follows whatever is there today.

Why: the same file builds or deploys other things tomorrow, when somebody pushes to that branch, and whoever can push
there decides what runs here.
Instead: name the commit behind the address: ``https://example.org/a.git#<40 digits>``, ``?ref=<40 digits>`` in a
kustomization; of an artifact the digest; of a feature the major version, as in ``.../features/node:1``.
Flags: contexts of a build, files that are included or extended, parts of a kustomization and features of a container
for development that come from Git, an archive, a file or a registry, without a version or with that of a branch. In the
profile strict tags too, which can be moved.
Not flagged: commits, digests and checksums; files with a version in their path; local paths, other targets, images;
addresses that are filled in later.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RemoteReference
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.remoterefs import MOVING
from hullmark_containers.remoterefs import TAGGED
from hullmark_containers.remoterefs import certainty

_WHAT = {
    "context": "the context of the build", "include": "the included file", "extends": "the extended file",
    "base": "the base", "feature": "the feature",
}


@rule(PINNING, WARNING, on=RemoteReference)
def check(reference: RemoteReference, context: Context) -> Iterator[Problem]:
    """Flag the address."""
    text, use = reference.text, reference.use
    how = certainty(text, use) if text.known else ""
    if how == MOVING:
        wanted = "a major version" if use == "feature" else "a commit or digest"
        yield Problem(text, f"{_WHAT[use]} is whatever is at that address when it is fetched; name {wanted}")
    elif how == TAGGED and ("#" in text or "?" in text or text.startswith("oci://")):
        message = f"{_WHAT[use]} is fetched by a tag, which can be moved; name a commit or digest"
        yield Problem(text, message, severity=INFO, profile=STRICT)
