"""An image comes from a registry that is there for a moment.

Why: what ttl.sh holds is gone after a day, and the name of a tunnel belongs to somebody else tomorrow, who then decides
what runs here; localhost is another machine on every node.
Instead: push the image to a registry that stays, and name it there.
Flags: images from ttl.sh and from tunnels (ngrok, trycloudflare, serveo, localtunnel); in a manifest also from
localhost, host.docker.internal, the registries of kind and k3d, and addresses on one machine.
Not flagged: an image that is never pulled (``imagePullPolicy: Never``); for the local ones a manifest in a folder or
with a name that says dev, local, test or the like.
See: https://ttl.sh/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.hosts import TUNNELS
from hullmark_containers.hosts import is_below
from hullmark_containers.paths import is_trial

_PASSING = ("ttl.sh", "localtunnel.me", "ngrok-free.dev", "ngrok.app", "ngrok.dev", *TUNNELS)
_HERE = ("localhost", "127.", "host.docker.internal", "kind-registry")
_MACHINE = pattern(r"(?:localhost|127(?:\.\d+){3}|host\.docker\.internal|kind-registry|k3d-[\w.-]*localhost)(?::\d+)?")


@rule(SUPPLY_CHAIN, WARNING, on=Image, hints=(*_PASSING, *_HERE))
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the registry."""
    registry = image.registry
    if registry is None or image.pull_policy is not None and image.pull_policy.lower() == "never":
        return
    host = registry.lower()
    if is_below(host.partition(":")[0], _PASSING):
        yield Problem(registry, f"{registry} is gone tomorrow, or somebody else's", profile=DEFAULT)
    elif context.document.format == "kubernetes" and _MACHINE.fullmatch(host) and not is_trial(context.document.path):
        yield Problem(registry, f"{registry} is another machine on every node", profile=STRICT)
