"""An object has an API version that is not served any more.

Why: the API server refuses the object, and a release that worked for years cannot be installed any more.
Instead: the version that the message names. Its fields may differ: read the notes of the version that replaced it.
Flags: an API version and kind that Kubernetes removed at or before the target version; as a warning, one that an
extension with releases of its own does not serve any more. The target is ``version`` under ``[kubernetes]``, as in
"1.33"; where it is not set, the oldest version that is still maintained.
Not flagged: versions that are deprecated and still served, which deprecated-api-version reports.
See: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.apiversions import outdated
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    ERROR,
    on=Resource,
    peers=(
        "kubelinter:no-extensions-v1beta kics:Object-is-using-a-deprecated-API-version trivy:KSV-0107 pluto:removed"
        " kubent:removed kubescore:stable-version"
    ),
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the version."""
    line = outdated(resource.api_version, resource.kind)
    if line is None:
        return
    builtin = line.product == "Kubernetes"
    if not builtin or line.removed_in <= context.document.options.removed_by:
        what = f"{resource.kind} of {resource.api_version}"
        message = f"{line.product} {line.removed} and later do not serve {what}; {line.instead}"
        yield Problem(resource.api_text, message, severity=None if builtin else WARNING)
