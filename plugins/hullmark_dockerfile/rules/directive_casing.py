"""A parser directive is not in lower case.

Why: the reference writes directives in lower case, and tools that look for ``syntax=`` or ``escape=`` with a plain
comparison miss any other spelling.
Instead: write ``# escape=`` and ``# syntax=``.
Flags: ``# Escape=``, ``# SYNTAX=``, ``# Check=`` at the top of the file.
Not flagged: comments of that form further down, which are no directives.
Fix safety: safe; the builder reads both alike.
See: https://docs.docker.com/reference/dockerfile/#parser-directives
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Dockerfile


@rule(STYLE, INFO, on=Dockerfile, profile=STRICT, peers="dockerfileutils:CASING_DIRECTIVE")
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag the directive's name."""
    for directive in dockerfile.directives:
        lower = directive.name.lower()
        if directive.name != lower:
            edit = directive.name.edit(lower)
            fix = Fix(f"write {lower}", (edit,), safe=True) if edit else None
            yield Problem(directive.name, f"the directive {directive.name} is not in lower case", fix)
