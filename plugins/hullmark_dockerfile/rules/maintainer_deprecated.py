"""MAINTAINER is deprecated.

Why: the label ``org.opencontainers.image.authors`` replaced it in 2017; tools that read image metadata look there.
Instead: write ``LABEL org.opencontainers.image.authors="..."``.
Flags: every MAINTAINER, also as the trigger of ONBUILD.
Fix safety: safe; only metadata changes.
See: https://docs.docker.com/reference/build-checks/maintainer-deprecated/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    INFO,
    on=Instruction,
    when=("MAINTAINER",),
    peers=(
        "hadolint:DL4000 checkov:CKV_DOCKER_6 trivy:DS-0022 kics:MAINTAINER-Instruction-Being-Used"
        " buildkit:MaintainerDeprecated semgrep:maintainer-is-deprecated dockerfilelint:deprecated_in_1.13"
        " dockerfileutils:DEPRECATED_MAINTAINER dockerfile_lint:maintainer_deprecated pathfinder:DOCKER-BP-003"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the keyword."""
    fix = None
    name = instruction.plain(instruction.value)
    if name and instruction.first == instruction.last and not set(name) & set("\"\\$`"):
        keyword = "label" if instruction.keyword.islower() else "LABEL"
        label = f'{keyword} org.opencontainers.image.authors="{name}"'
        fix = Fix("replace it by a label", (Edit(instruction.span, label),), safe=True)
    yield Problem(instruction.keyword, "MAINTAINER is deprecated and ignored by most tools", fix)
