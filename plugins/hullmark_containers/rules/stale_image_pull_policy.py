"""An image whose tag moves is not pulled again.

Why: a machine that once had the tag keeps the image it had then, so two machines run different things under one name,
and a rollout brings nothing new.
Instead: write the version, as in ``nginx:1.27.4``, or have the image pulled each time: ``imagePullPolicy: Always``,
``pull_policy: always``, ``Pull=newer`` or ``AutoUpdate=registry`` in a unit of Podman's.
Flags: an image without tag, with ``latest`` or with the tag of a channel (``stable``), whose pull policy says that it
is pulled only where it is missing, or never; in the profile all also one of a service without policy, of which the
rules on tags say enough.
Not flagged: digests; other tags; no policy where that means each time; ``Never`` for an image without a registry,
which was built or loaded on the machine; policies and tags that are placeholders; what is built; in a Compose file also
policies that pull from time to time (daily, weekly, every_12h).
See: https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import moves


@rule(
    PINNING,
    {"": INFO, "kubernetes": WARNING, "helm": WARNING, "kustomize": WARNING},
    on=Image,
    profile=STRICT,
    peers="dockerbench:5.28 kubescape:C-0075",
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the policy."""
    policy = image.pull_policy
    if policy is None or not policy.known or policy not in ("missing", "never") or not moves(image):
        return
    if policy == "missing":
        profile = ALL if policy.span == image.span else DEFAULT
        yield Problem(policy, f"{image.text} moves, but is pulled only where it is missing", profile=profile)
    elif image.registry is not None:
        yield Problem(policy, f"{image.text} moves, but is never pulled")
