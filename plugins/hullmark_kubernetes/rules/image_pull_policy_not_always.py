"""An image is not pulled at each start of its container.

Why: a node that has the tag already starts what it has, also for a pod that may not pull that image, and also after
the tag was pushed again.
Instead: write ``imagePullPolicy: Always``; an image that the node has is only compared, not loaded again.
Flags: a pull policy of IfNotPresent or Never, and none where that means IfNotPresent: beside a tag other than latest.
Not flagged: digests, which name their content; no policy beside ``latest`` or without a tag, since that means Always;
policies and, where there is none, images that are placeholders.
See: https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(
    PINNING,
    INFO,
    on=PodContainer,
    profile=ALL,
    peers=(
        "checkov:CKV_K8S_15 kics:Image-pull-policy-of-the-container-is-not-set-to-always"
        " kubescore:container-image-pull-policy polaris:pullPolicyNotAlways kubelinter:template/image-pull-policy"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the policy, or the container that has none."""
    image = container.shared.image
    if image is None or image.digest is not None:
        return
    policy = container.node.text("imagePullPolicy")
    if policy is not None:
        if policy.known and policy != "Always":
            yield Problem(policy, f"{image.text} is pulled {policy}, not Always")
    elif image.tag is not None and image.tag.known and image.tag != "latest":
        yield Problem(container.at("imagePullPolicy"), f"{image.text} is pulled only where a node has none")
