"""``COPY --from`` names neither a stage nor, as it seems, an image.

Why: a name that is no stage is pulled as an image from Docker Hub. A slip of the pen fails at best; at worst a
stranger's image of that name ends up in yours.
Instead: name an earlier stage; for an image write its tag, as in ``--from=nginx:1.27``; name contexts that the build
defines in the configuration, under ``contexts``.
Flags: ``COPY --from`` or ``RUN --mount=from=`` with a bare word that is no stage, and a number that no stage has. A
name that is nearly that of a stage, and a number out of range, are errors; in a fragment without FROM, whose stages are
elsewhere, the name is shown in the profile all.
Not flagged: references with a slash, colon, at sign or dot; Docker's official images; scratch; variables, which are
copy-from-variable; contexts that the configuration names; triggers of ONBUILD.
See: https://docs.docker.com/reference/dockerfile/#copy---from
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.environment import OFFICIAL
from hullmark_dockerfile.origins import KEYWORDS
from hullmark_dockerfile.origins import Origin
from hullmark_dockerfile.origins import origins
from hullmark_dockerfile.origins import stage_of
from hullmark_dockerfile.spelling import nearest
from hullmark_dockerfile.tree import Instruction

_BARE = pattern(r"[\w.-]+", re.ASCII)


@rule(VALIDITY, WARNING, on=Instruction, when=KEYWORDS, hints=("from=",), peers="hadolint:DL3022")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    for origin in origins(instruction):
        if _BARE.fullmatch(origin.name) and stage_of(instruction, origin) is None:
            yield from _problem(instruction, origin)


def _problem(instruction: Instruction, origin: Origin) -> Iterator[Problem]:
    name, stage = origin.name, instruction.stage
    earlier = stage.dockerfile.stages[:stage.index]
    if name.isdigit():
        if not origin.mount:
            yield Problem(name, f"there is no stage {name}; the stages count from 0", severity=ERROR)
        return
    if name.lower() in OFFICIAL or name in stage.dockerfile.contexts:
        return
    close = nearest(name.lower(), [str(other.name) for other in earlier if other.name])
    if close is not None:
        yield Problem(name, f"there is no stage {name}; did you mean {close}?", severity=ERROR)
    elif "." not in name:
        profile = ALL if stage.start is None else DEFAULT
        yield Problem(name, f"{name} is no stage of this file, so it is pulled as an image", profile=profile)
