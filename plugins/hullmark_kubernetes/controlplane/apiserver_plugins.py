"""Rules on the admission plugins of kube-apiserver that are missing, or no longer exist."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.controlplane.components import ADDITION
from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.flagtests import table
from hullmark_kubernetes.tree import Resource

DOCS = {
    "apiserver-admission-plugin-missing": """A recommended admission plugin is not on.

Why: NodeRestriction keeps a kubelet to its own node, AlwaysPullImages keeps pods from images that somebody else's
credentials fetched, EventRateLimit keeps a flood of events from the API server, ImagePolicyWebhook asks a policy about
images, and DenyServiceExternalIPs keeps Services from catching other addresses' traffic.
Instead: ``--enable-admission-plugins=NodeRestriction,AlwaysPullImages,EventRateLimit,DenyServiceExternalIPs``.
Flags: kube-apiserver whose plugins lack NodeRestriction or all of the others, and an AdmissionConfiguration without
EventRateLimit.
Not flagged: lists with one of the others, which show a choice; where only a part of the command line is in sight, lists
with one of the first four; lists with placeholders.
See: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
""",
    "apiserver-admission-plugin-obsolete": """An admission plugin is asked for that no longer exists.

Why: the API server does not start: PodSecurityPolicy is gone since Kubernetes 1.25, SecurityContextDeny since 1.30.
Instead: drop the name, and let PodSecurity or a ValidatingAdmissionPolicy do its work.
Flags: the names in ``--enable-admission-plugins``, where the image's tag or the configured version says that the
plugin is gone, or neither says a version. Where the image's tag is older than 1.25, which has no better plugin, that
neither is on; this in the profile all.
Not flagged: the names for a version that still has the plugin.
See: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
""",
}

_LISTS = ("enable-admission-plugins", "admission-control")
#: Plugins of which a cluster may do without some.
_OPTIONAL = ("AlwaysPullImages", "EventRateLimit", "ImagePolicyWebhook", "DenyServiceExternalIPs")
_WANTED = ("NodeRestriction", *_OPTIONAL)
_REMOVED = {"PodSecurityPolicy": (1, 25), "SecurityContextDeny": (1, 30)}


def _obsolete(component: Component, context: Context) -> Iterator[Problem]:
    """Flag plugins that the version does not have, and for old versions that they are not used."""
    plugins = component.items(*_LISTS)
    version = component.version or context.document.options.removed_by
    for plugin in plugins:
        removed = _REMOVED.get(str(plugin))
        if removed is not None and version >= removed:
            yield Problem(plugin, f"Kubernetes has no plugin {plugin} since {removed[0]}.{removed[1]}")
    old = component.version is not None and component.version < _REMOVED["PodSecurityPolicy"]
    if old and all(plugin.known for plugin in plugins) and not _REMOVED.keys() & set(plugins):
        yield Problem(component, "neither PodSecurityPolicy nor SecurityContextDeny is on", profile=ALL)


@rule(
    PRIVILEGES,
    INFO,
    on=(Component, Resource),
    when=(APISERVER, "AdmissionConfiguration"),
    profile=ALL,
    peers=(
        "checkov:CKV_K8S_78 checkov:CKV_K8S_80 checkov:CKV_K8S_85 trivy:KCV-0003 trivy:KCV-0010 trivy:KCV-0012"
        " trivy:KCV-0016 kics:Event-rate-limit-admission-control-plugin-not-set"
        " kics:Always-pull-images-admission-control-plugin-not-set"
        " kics:Node-restriction-admission-control-plugin-not-set"
        " kics:Image-policy-webhook-admission-control-plugin-not-set kubescape:C-0115 kubescape:C-0121"
        " kubescape:C-0123 kubescape:C-0127 kubescape:C-0283 kubescape:C-0289 cis:1.2.3 cis:1.2.9 cis:1.2.11"
        " cis:1.2.14 cis:5.5.1"
    ),
    slug="apiserver-admission-plugin-missing",
)
def missing(fact: Component | Resource, context: Context) -> Iterator[Problem]:
    """Flag plugins that are not on."""
    if isinstance(fact, Resource):
        if not any(plugin.text("name") == "EventRateLimit" for plugin in fact.node.mappings("plugins")):
            yield Problem(fact.at("plugins"), "no EventRateLimit: a flood of events reaches the API server")
        return
    plugins = fact.items(*_LISTS)
    chosen = not set(_OPTIONAL).isdisjoint(plugins)
    gone = [plugin for plugin in (_WANTED[:1] if chosen else _WANTED) if plugin not in plugins]
    if fact.extent == ADDITION or not gone or not all(plugin.known for plugin in plugins):
        return
    if fact.whole or not set(_WANTED[:4]) & set(plugins):
        yield Problem(fact, f"admission plugins that are not on: {', '.join(gone)}")


RULES = (
    table(__name__, APISERVER)(
        "apiserver-admission-plugin-obsolete", PRIVILEGES, INFO, DEFAULT,
        "checkov:CKV_K8S_81 checkov:CKV_K8S_84 trivy:KCV-0013"
        " kics:Security-context-deny-admission-control-plugin-not-set"
        " kics:Pod-security-policy-admission-control-plugin-not-set kubescape:C-0068 kubescape:C-0124",
        _obsolete,
    ),
    missing,
)
