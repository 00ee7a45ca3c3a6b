"""An object has an API version that is deprecated.

Why: the version is still served, and one of the next upgrades of the cluster stops that; the object is then refused.
Instead: the version that the message names. Its fields may differ: read the notes of the version that replaced it.
Flags: an API version and kind that is deprecated at or before the target version, and has a replacement there. The
target is ``version`` under ``[kubernetes]``, as in "1.33"; where it is not set, the newest version.
Not flagged: versions that the target does not serve any more, which removed-api-version reports; alpha and beta
versions that nothing replaces yet.
See: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.apiversions import outdated
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    peers=(
        "kubescore:stable-version kubelinter:no-extensions-v1beta kics:Object-is-using-a-deprecated-API-version"
        " trivy:KSV-0107 pluto:deprecated kubent:deprecated"
    ),
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the version."""
    line = outdated(resource.api_version, resource.kind)
    options = context.document.options
    if line is None or line.product != "Kubernetes":
        return
    if line.deprecated_in <= options.deprecated_by and line.removed_in > options.removed_by:
        end = f", and gone with {line.removed}" if line.removed else ""
        what = f"{resource.kind} of {resource.api_version}"
        message = f"{what} is deprecated since Kubernetes {line.deprecated}{end}; {line.instead}"
        yield Problem(resource.api_text, message)
