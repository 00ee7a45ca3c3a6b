"""The image names no command.

Why: an image without CMD and ENTRYPOINT starts what its base starts: a shell that ends at once, or, from scratch,
nothing but an error.
Instead: end the last stage with ``CMD ["app"]`` or ``ENTRYPOINT ["app"]``.
Flags: a stage that is built, from scratch or a distribution's image, which neither itself nor through the stages it
begins from has CMD or ENTRYPOINT.
Not flagged: other base images, which may have a command of their own; stages that only hold triggers.
See: https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.environment import is_bare
from hullmark_dockerfile.tree import Stage


@rule(
    VALIDITY, INFO, on=Stage, profile=ALL,
    peers="dockerfile_lint:required-CMD dockerfile_lint:required-ENTRYPOINT dockerfile_lint:required-MAINTAINER",
)
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the stage."""
    image = stage.root_image
    if not stage.target or stage.start is None or image is None or not is_bare(image):
        return
    if stage.last("CMD", "ENTRYPOINT", "ONBUILD") is None:
        what = "nothing" if image.name == "scratch" else f"only the shell of {image.name}"
        yield Problem(stage.start.keyword, f"the image has neither CMD nor ENTRYPOINT, so it starts {what}")
