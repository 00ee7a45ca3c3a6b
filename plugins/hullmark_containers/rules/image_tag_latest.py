"""The image is pulled by the moving tag ``latest``.

Why: the tag points at another image after every release, so the same file builds and deploys different things.
Instead: write the version that was tested, as in ``debian:12.5``, and let a bot raise it.
Flags: a tag written as ``latest``, wherever an image is named; as information also an argument whose default makes
it so, since a build may set another; not where the argument is the registry or a folder.
Not flagged: an image also pinned by digest; a stage of the same Dockerfile; a tag that is an unresolved variable;
a base of localhost or one named in the option ``allow``; ``latest-alpine`` and the like, which are image-tag-floating.
Options: ``allow`` lists names of images that may follow ``latest``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import is_local
from hullmark_containers.references import may_be_replaced


class Options(NamedTuple):
    """Options of the rule."""

    allow: tuple[str, ...] = ()


@rule(
    PINNING,
    WARNING,
    on=Image,
    options=Options,
    peers=(
        "hadolint:DL3007 checkov:CKV_DOCKER_7 trivy:DS-0001 kics:Image-Version-Using-'latest'"
        " semgrep:avoid-latest-version dockerfilelint:latest_tag dockerfile_lint:is_latest_tag dockle:DKL-DI-0006"
        " pathfinder:DOCKER-BP-001 checkov:CKV_K8S_14 kics:Invalid-image-tag kubelinter:latest-tag"
        " kubescore:container-image-tag polaris:tagNotSpecified trivy:KSV-0013 kubescape:C-0075 kubescape:C-0304"
        " compose-lint:CL-0004 dclint:service-image-require-explicit-tag composelint:image-require-tag"
        " trivy-example:USR-COMPOSE-0001 kjaniec-compose-lint:no-latest-tag"
    ),
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the tag."""
    if image.tag != "latest" or image.digest or is_local(image):
        return
    if image.name not in context.options.allow:
        message = f"{image.name} is pulled by the moving tag latest"
        if image.origin is None or not may_be_replaced(image, context.document.text):
            yield Problem(image.tag, message)
        else:
            notes = ((image.origin, "the tag comes from here"),)
            yield Problem(image.tag, f"by default {message}", notes=notes, severity=INFO)
