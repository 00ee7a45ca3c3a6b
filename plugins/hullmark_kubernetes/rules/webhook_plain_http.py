"""A webhook of the API server is called over plain HTTP.

Why: the API server sends whole objects there, Secrets among them, and acts on the answer; it refuses such a URL, so
that the configuration cannot be applied, or never works.
Instead: serve the webhook over HTTPS and write ``https://`` with its ``caBundle``, or name a ``service``.
Flags: ``clientConfig.url`` with http:// in a ValidatingWebhookConfiguration, a MutatingWebhookConfiguration, the
conversion of a CustomResourceDefinition, and an AuditSink.
Not flagged: a URL that a template fills in.
See: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource

_KINDS = ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "CustomResourceDefinition", "AuditSink")


@rule(ENCRYPTION, ERROR, on=Resource, when=_KINDS)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag each URL."""
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
