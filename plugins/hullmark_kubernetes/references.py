"""Names that one object gives of another: whether the set has it, or may get it from elsewhere.

Unknown is not missing: a name with a placeholder, on either side, fits any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import Problem
from hullmark.plugin import Text

from hullmark_kubernetes.elsewhere import made
from hullmark_kubernetes.elsewhere import open_ended
from hullmark_kubernetes.tree import Resource

#: What the names of namespaces begin with that the cluster fills by itself.
_FILLED = ("kube-", "openshift-")


def named(candidates: Iterable[Resource], name: Text) -> list[Resource]:
    """Return the objects that have, or may have, a name."""
    return [
        resource for resource in candidates
        if resource.name is not None and (resource.name == name or not resource.name.known or not name.known)
    ]


def exists(candidates: Iterable[Resource], name: Text) -> bool:
    """Tell whether a name is, or may be, that of one of the objects."""
    return not name.known or bool(named(candidates, name))


def absent(
    resource: Resource, name: Text, message: str, near: Sequence[object], namespace: Text | None = None,
) -> Iterator[Problem]:
    """Yield the problem of a name that nothing in the set has; none where it is made, or brought in, from elsewhere.

    Where nothing of its kind is ``near``, or the cluster fills the namespace by itself (that of the resource where none
    is given), all of them are elsewhere as a rule: that is told in the profile all only.
    """
    if resource.set is None or open_ended(resource.set) or made(resource.set, name):
        return
    within = namespace or resource.namespace
    if near and not (within is not None and within.startswith(_FILLED)):
        yield Problem(name, message)
    else:
        yield Problem(name, message, severity=INFO, profile=ALL)
