"""A webhook is called over plain HTTP.

Why: the API server sends whole objects there, Secrets among them, and acts on the answer; it refuses such a URL, so
that the configuration cannot be applied, or never works.
Instead: serve the webhook over HTTPS and write ``https://`` with its ``caBundle``, or name a ``service``.
Flags: ``clientConfig.url`` with http:// in a ValidatingWebhookConfiguration, a MutatingWebhookConfiguration, the
conversion of a CustomResourceDefinition, and an AuditSink. As a warning ``http://`` of a host elsewhere that an
AlertmanagerConfig, a Provider of Flux or an interceptor of Tekton sends to.
Not flagged: a URL that a template fills in; receivers inside the cluster.
See: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_kubernetes.addresses import FAR
from hullmark_kubernetes.addresses import plain_address
from hullmark_kubernetes.tree import Resource

_KINDS = ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "CustomResourceDefinition", "AuditSink")
_RECEIVERS = {
    "AlertmanagerConfig": "monitoring.coreos.com", "ClusterInterceptor": "triggers.tekton.dev",
    "Interceptor": "triggers.tekton.dev", "Provider": "notification.toolkit.fluxcd.io",
}


@rule(ENCRYPTION, ERROR, on=Resource, when=(*_KINDS, *_RECEIVERS))
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag each URL."""
    if resource.kind in _RECEIVERS:
        for text in _receivers(resource) if resource.group == _RECEIVERS[resource.kind] else ():
            found = plain_address(text)
            if found is not None and found.distance == FAR:
                message = f"{found.shown} is called without TLS, and what is sent can be read on the way"
                yield Problem(found.text, message, severity=WARNING)
        return
    conversion = resource.spec.mapping("conversion")
    clients = [
        *(webhook.mapping("clientConfig") for webhook in resource.node.mappings("webhooks")),
        resource.spec.mapping("webhook", "clientConfig"),
        conversion.mapping("webhook", "clientConfig"),
        conversion.mapping("webhookClientConfig"),
    ]
    for client in clients:
        url = client.text("url")
        if url is not None and url.lower().startswith("http://"):
            yield Problem(url, f"{resource.called} is called over plain HTTP, which the API server refuses")


def _receivers(resource: Resource) -> list[Text | None]:
    """Return the addresses that an object of an extension has something sent to."""
    spec = resource.spec
    hooks = [hook for receiver in spec.mappings("receivers") for hook in receiver.mappings("webhookConfigs")]
    return [spec.text("address"), spec.mapping("clientConfig").text("url"), *(hook.text("url") for hook in hooks)]
