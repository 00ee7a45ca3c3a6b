"""The image is not pinned by digest.

Why: a tag can be pointed at another image at any time, by its owner or by whoever took over the account; only a digest
names the content that was tested.
Instead: write tag and digest, ``debian:12.5@sha256:...``, and let a bot such as Renovate or Dependabot raise both.
Flags: every reference to an image outside the file without a digest: FROM, COPY --from, RUN --mount=from, the syntax
directive, and images that are run; a digest that is too short or too long for its algorithm. In a service also a tag
that is filled in from outside.
Not flagged: scratch; a stage of the same Dockerfile; a build context of the configuration; a base of localhost;
placeholders of templates; a reference in which another variable is not known; digests by an algorithm that is not
known. In a service an image without tag, or by a tag that moves, which image-untagged, image-tag-latest and
image-tag-floating report.
See: https://docs.docker.com/build/building/best-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import is_local
from hullmark_containers.references import is_pinned
from hullmark_containers.references import is_template
from hullmark_containers.references import moves


@rule(
    PINNING,
    INFO,
    on=Image,
    profile=STRICT,
    peers=(
        "semgrep:dockerfile-source-not-pinned dockerls:scout-not_pinned_digest pathfinder:DOCKER-AUD-001"
        " checkov:CKV_K8S_43 kics:Image-without-digest kubescape:C-0306 compose-lint:CL-0019"
    ),
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the reference."""
    if not image.text or is_pinned(image) or is_local(image) or is_template(image):
        return
    service = image.container is not None and image.container.role == "service"
    if image.text.known and not (service and moves(image)) or service and _varies_by_tag(image):
        yield Problem(image.text, f"{image.text} is not pinned by digest")


def _varies_by_tag(image: Image) -> bool:
    """Tell whether only the tag of a reference is filled in from outside."""
    return image.name.known and image.digest is None and image.tag is not None and not image.tag.known
