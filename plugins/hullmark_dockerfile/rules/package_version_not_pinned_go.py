"""A Go module is installed without a version.

Why: ``go install`` takes the newest tag, so a build next month installs another program, and the image that failed
cannot be built again.
Instead: write ``go install golang.org/x/tools/cmd/goimports@v0.24.0``.
Flags: modules behind ``go install`` and ``go get``, and the first word of ``go run``, without ``@version`` or with
``@latest``, ``@upgrade``, ``@patch`` or ``@none``. One finding per command, at the first such word; as information,
and in the profile strict, where an earlier COPY brings a go.mod, which then decides.
Not flagged: packages of the project (``./...``), of the standard library and .go files; ``-mod=vendor``; names that
cannot be known, except as information in the profile all; ``@main`` and the like, which
package-version-range-not-exact reports.
Options: ``allow`` names packages that need no version.
See: https://go.dev/ref/mod#go-install
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hullmark.model import Command
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.pins import LanguageOptions
from hullmark_dockerfile.runs import instruction_of
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.versions import doubtful
from hullmark_dockerfile.versions import report
from hullmark_dockerfile.versions import unpinned

#: Sources of COPY that bring a go.mod along.
_MODULE = (".", "./", "*", "go.*", "./go.*", "go.mod", "./go.mod")


@lru_cache(maxsize=2)
def _modules(dockerfile: Dockerfile) -> list[int]:
    """Return for each stage the index of the first instruction, inherited ones included, that brings a go.mod."""
    found: list[int] = []
    for stage in dockerfile.stages:
        first = found[stage.parent.index] if stage.parent is not None else len(dockerfile.instructions)
        for instruction in stage.of("COPY", "ADD"):
            if any(source in _MODULE or source.endswith("/go.mod") for source in instruction.arguments[:-1]):
                first = min(first, instruction.index)
        found.append(first)
    return found


@rule(
    PINNING,
    WARNING,
    on=Command,
    when=("go",),
    family="package-version-not-pinned",
    options=LanguageOptions,
    peers="hadolint:DL3062",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    found = unpinned(command, context.options.allow)
    if found:
        instruction = instruction_of(context.document, command)
        bare = all("@" not in package.name for package in found)
        stage = instruction.stage
        if bare and _modules(stage.dockerfile)[stage.index] < instruction.index:
            yield from report(found, INFO, STRICT, "it is left to go.mod")
        else:
            yield from report(found)
    else:
        yield from doubtful(command, context)
