"""The file breaks the grammar of its format.

Why: the program that reads the file refuses it as a whole, and an engine with such settings does not start; or it
passes over what it cannot read, and runs without the setting that was meant.
Instead: mend what stands at the place: a comma or a quote that is missing or too many, a name with a blank in it.
Flags: what JSON, TOML, HCL, unit files and files of variables do not allow; nesting beyond what is read.
Not flagged: comments and trailing commas in devcontainer.json; what can be read of the file, which is checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_daemon.settings import Fault


@rule(VALIDITY, ERROR, on=Fault)
def check(fault: Fault, context: Context) -> Iterator[Problem]:
    """Flag what is refused."""
    yield Problem(fault, fault.message)
