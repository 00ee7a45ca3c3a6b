"""The image is not pinned by digest.

Why: a tag can be pointed at another image at any time, by its owner or by whoever took over the account; only a digest
names the content that was tested.
Instead: write tag and digest, ``debian:12.5@sha256:...``, and let a bot such as Renovate or Dependabot raise both.
Flags: every reference to an image outside the file without a digest: FROM, COPY --from, RUN --mount=from, the syntax
directive, and images that are run; a digest that is too short or too long for its algorithm.
Not flagged: scratch; a stage of the same Dockerfile; a build context of the configuration; a base of localhost;
placeholders of templates; a reference in which a variable is not known; digests by an algorithm that is not known.
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
    if is_pinned(image) or not image.text or not image.text.known:
        return
    if not is_local(image) and not is_template(image):
        yield Problem(image.text, f"{image.text} is not pinned by digest")
