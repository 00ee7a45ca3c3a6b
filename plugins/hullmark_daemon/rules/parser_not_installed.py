"""The file is not checked, since the parser for it is not installed.

Why: nothing is said of the file, which looks as if nothing were wrong with it.
Instead: install hullmark with the extra that brings the parser, ``pip install 'hullmark[hcl]'``, or exclude the file.
Flags: ``docker-bake.hcl`` and its like where python-hcl2 is missing.
Not flagged: any file whose parser is there; ``docker-bake.json``, which needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_daemon.settings import Unread


@rule(VALIDITY, INFO, on=Unread)
def check(file: Unread, context: Context) -> Iterator[Problem]:
    """Flag the file."""
    install = f"pip install 'hullmark[{file.extra}]'"
    yield Problem(file, f"{file.language} is not checked without {file.package}; install it with {install}")
