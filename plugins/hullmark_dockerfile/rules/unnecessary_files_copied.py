"""Files of the workplace end up in the image.

Why: nobody who runs the image needs the Dockerfile, the editor's settings or the pipeline's description; they make the
image larger, change its layers without need and tell how it is built.
Instead: copy what the program needs, and name the rest in ``.dockerignore``.
Flags: COPY and ADD of such a file or folder by its name, in a stage that ships: ``Dockerfile``,
``docker-compose.yml``, ``.github``, ``.vscode``, ``.idea``, ``.DS_Store``, ``.cache``, ``node_modules``,
``__pycache__``, ``tests``; ``Makefile`` where no command of the stage calls make.
Not flagged: stages that only build; ``--from``; a copy of the whole context, which dockerignore-missing is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Instruction

_NAME = pattern(
    r"(?:Docker|Container)file(?:\..*)?|(?:docker-)?compose(?:\.\w+)?\.ya?ml|\.dockerignore|\.gitignore|\.gitattributes"
    r"|\.github|\.gitlab-ci\.yml|\.travis\.yml|\.circleci|Jenkinsfile|\.editorconfig|\.vimrc|\.vscode|\.idea"
    r"|\.DS_Store|\.npm|\.cache|node_modules|__pycache__|\.pytest_cache|\.mypy_cache|\.tox|\.venv|venv|tests?"
    r"|.*\.sw[op]|.*~|Makefile"
)


@rule(BUILD, INFO, on=Instruction, when=("COPY", "ADD"), profile=STRICT, peers="dockle:DKL-LI-0003")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each source."""
    if not instruction.stage.ships:
        return
    for source in local_sources(instruction):
        name = source.rstrip("/").rpartition("/")[2]
        if _NAME.fullmatch(name) and not (name == "Makefile" and _calls_make(instruction)):
            yield Problem(source, f"{source} is copied, and nothing that runs needs it")


def _calls_make(instruction: Instruction) -> bool:
    return any("make" in other.whole for other in instruction.stage.of("RUN", "CMD", "ENTRYPOINT"))
