"""Roles and bindings, read as the API server's authorizer reads them.

Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace

ROLES = ("Role", "ClusterRole")
BINDINGS = ("RoleBinding", "ClusterRoleBinding")

#: All that can be done with an object, in the words of a role.
EVERY_VERB = frozenset(("get", "list", "watch", "create", "update", "patch", "delete"))
READING = frozenset(("get", "list", "watch"))

#: Roles and bindings that a cluster comes with, besides those whose name begins with ``system:``.
_BUILT_IN = frozenset(("cluster-admin", "admin", "edit", "view", "gce:podsecuritypolicy:calico-sa"))


class Grant(NamedTuple):
    """One rule of a role that is about objects: ``names`` are its ``resourceNames``."""

    node: Mapping
    groups: list[Text]
    resources: list[Text]
    verbs: list[Text]
    names: list[Text]

    def resource(self, group: str, resource: str) -> Text | None:
        """Return what is written that covers a resource of a group, None where the rule is not about it."""
        if self.groups and group not in self.groups and "*" not in self.groups:
            return None
        kind, slash, part = resource.partition("/")
        for text in self.resources:
            if text in (resource, "*") or slash and text in (f"*/{part}", f"{kind}/*"):
                return text
            if part == "*" and text.startswith(f"{kind}/"):
                return text
        return None

    def verb(self, verbs: frozenset[str]) -> Text | None:
        """Return the first verb that is one of these, or stands for all."""
        return next((text for text in self.verbs if text == "*" or text in verbs), None)

    @property
    def unlimited(self) -> bool:
        """Tell whether the rule allows everything on every object."""
        return (
            "*" in self.groups and "*" in self.resources and not self.names
            and ("*" in self.verbs or EVERY_VERB.issubset(self.verbs))
        )


def grants_of(role: Resource) -> Iterator[Grant]:
    """Yield the rules of a role that are about objects; those about URLs have no resources."""
    for node in role.node.mappings("rules"):
        resources = node.texts("resources")
        if resources:
            yield Grant(node, node.texts("apiGroups"), resources, node.texts("verbs"), node.texts("resourceNames"))


def reserved(name: str) -> bool:
    """Tell whether a name is that of a role or binding that every cluster comes with."""
    return name in _BUILT_IN or name.startswith("system:")


def built_in(resource: Resource) -> bool:
    """Tell whether a role or binding is one that every cluster comes with, by its name or its label."""
    return reserved(resource.name or "") or bootstrapped(resource)


def bootstrapped(resource: Resource) -> bool:
    """Tell whether a role or binding has the label of those that the API server makes at its start."""
    return resource.labels.text("kubernetes.io/bootstrapping") == "rbac-defaults"


def spared(role: Resource, owners: tuple[str, ...] = ()) -> bool:
    """Tell whether a role is the cluster's own: itself, or by all its bindings; or by a word in its name."""
    name = (role.name or "").lower()
    if built_in(role) or any(owner in name for owner in owners):
        return True
    bindings = bindings_of(role)
    return bool(bindings) and all(built_in(binding) for binding in bindings)


def bindings_of(role: Resource) -> list[Resource]:
    """Return the bindings of the set that give out a role."""
    if role.set is None or role.name is None:
        return []
    return [binding for binding in role.set.of(*BINDINGS) if _refers(binding, role)]


def role_of(binding: Resource) -> Resource | None:
    """Return the role of the set that a binding gives out, None where it is elsewhere."""
    if binding.set is None:
        return None
    return next((role for role in binding.set.of(*ROLES) if _refers(binding, role)), None)


def role_name(binding: Resource) -> Text | None:
    """Return the name of the role that a binding gives out."""
    return binding.node.mapping("roleRef").text("name")


def binds_cluster_role(binding: Resource) -> bool:
    """Tell whether a binding gives out a ClusterRole."""
    return binding.node.mapping("roleRef").text("kind") != "Role"


def subjects_of(binding: Resource) -> list[Mapping]:
    """Return to whom a binding gives a role."""
    return binding.node.mappings("subjects")


def _refers(binding: Resource, role: Resource) -> bool:
    reference = binding.node.mapping("roleRef")
    return (
        reference.text("kind") == role.kind and reference.text("name") == role.name
        and (role.kind == "ClusterRole" or same_namespace(role.namespace, binding.namespace))
    )


class Right(NamedTuple):
    """What a role may allow, and how it counts.

    ``on`` are resources by API group, separated by blanks; ``pods/exec`` is a sub-resource. ``more`` are verbs that
    count less. ``named`` says what a list of names makes of it: nothing, SPARES or WEAKENS. ``owners`` are words in the
    names of roles whose task it is. ``at`` is what to underline: the verb or the resource. ``then`` ends the message.
    ``limit`` is a verb, a group and a resource that are needed too: where the role names those objects, it counts less.
    """

    slug: str
    title: str
    why: str
    instead: str
    severity: str
    profile: str
    verbs: str
    on: dict[str, str]
    then: str
    peers: str
    more: str = ""
    named: str = ""
    owners: tuple[str, ...] = ()
    at: str = "verb"
    limit: tuple[str, str, str] | None = None


SPARES = "spares"
WEAKENS = "weakens"


class Use(NamedTuple):
    """A rule of a role that allows something: with which verb, on which resource, and whether it counts less."""

    grant: Grant
    verb: Text
    resource: Text
    weak: bool

    @property
    def said(self) -> str:
        """Verb and resource for a message."""
        verb = "every verb" if self.verb == "*" else self.verb
        return f"{verb} on {'every resource' if self.resource == '*' else self.resource}"


def uses(role: Resource, right: Right) -> Iterator[Use]:
    """Yield the rules of a role that allow something, each with the first verb and resource that do."""
    if spared(role, right.owners):
        return
    verbs, more = frozenset(right.verbs.split()), frozenset(right.more.split())
    grants = list(grants_of(role))
    limited = right.limit is not None and _limited(grants, *right.limit)
    for grant in grants:
        if grant.names and right.named == SPARES:
            continue
        resource = _resource(grant, right.on)
        verb = grant.verb(verbs)
        found = verb or grant.verb(more)
        if resource is not None and found is not None:
            named = bool(grant.names) and right.named == WEAKENS
            yield Use(grant, found, resource, verb is None or named or limited)


def _limited(grants: list[Grant], verb: str, group: str, resource: str) -> bool:
    """Tell whether a role allows something for named objects only."""
    found = [grant for grant in grants if grant.resource(group, resource) and grant.verb(frozenset((verb,)))]
    return bool(found) and all(grant.names for grant in found)


def _resource(grant: Grant, on: dict[str, str]) -> Text | None:
    """Return what covers one of some resources: one that is named rather than all."""
    every = None
    for group, resources in on.items():
        for resource in resources.split():
            found = grant.resource(group, resource)
            if found is not None and found != "*":
                return found
            every = every or found
    return every
