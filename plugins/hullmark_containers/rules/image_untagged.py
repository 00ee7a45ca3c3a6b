"""The image is named without tag and without digest.

Why: such a name means the tag ``latest``, which points at another image after every release, so the same file builds
and deploys different things.
Instead: write the version that was tested, as in ``debian:12.5``, and let a bot raise it.
Flags: a base, or an image that is run, with nothing behind its last component; a registry's port is no tag. As
information an argument whose default makes it so, and a name that an argument without default may complete
(``alpine$TAG``), since a build may set another; the registry and folders decide nothing.
Not flagged: scratch; a stage of the same Dockerfile in any case; a build context of the configuration; a base of
localhost; placeholders of templates, and ``ko://`` with what ko builds; a reference of which nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import is_local
from hullmark_containers.references import is_template
from hullmark_containers.references import may_be_replaced


@rule(
    PINNING,
    WARNING,
    on=Image,
    peers=(
        "hadolint:DL3006 checkov:CKV_DOCKER_7 trivy:DS-0001 kics:Image-Version-Not-Explicit"
        " semgrep:missing-image-version dockerfilelint:missing_tag dockerfile_lint:no_tag pathfinder:DOCKER-BP-015"
        " dockle:DKL-DI-0006 checkov:CKV_K8S_14 kics:Invalid-image-tag kubelinter:latest-tag"
        " kubescore:container-image-tag polaris:tagNotSpecified trivy:KSV-0013 kubescape:C-0075 kubescape:C-0304"
        " compose-lint:CL-0004 dclint:service-image-require-explicit-tag composelint:image-require-tag"
        " kjaniec-compose-lint:no-latest-tag dockerbench:5.28"
    ),
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if image.tag is not None or image.digest is not None or image.use not in ("base", "run"):
        return
    last = image.name.rpartition("/")[2]
    if not last or last.startswith("$") or is_local(image) or is_template(image):
        return
    message = f"{image.name} has neither tag nor digest and follows latest"
    if image.origin is not None and may_be_replaced(image, context.document.text):
        notes = ((image.origin, "the name comes from here"),)
        yield Problem(image.name, f"by default {message}", notes=notes, severity=INFO)
    else:
        yield Problem(image.name, message, severity=INFO if "$" in last else None)
