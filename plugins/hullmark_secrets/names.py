"""Variables whose name says credential: what rules about them share."""

from __future__ import annotations

from typing import NamedTuple

from hullmark.model import Variable
from hullmark.plugin import ALL
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Problem
from hullmark.plugin import Text

from hullmark_secrets import keys
from hullmark_secrets.judge import COMMON
from hullmark_secrets.judge import OTHER
from hullmark_secrets.judge import SAMPLE
from hullmark_secrets.judge import WORD
from hullmark_secrets.judge import Verdict
from hullmark_secrets.judge import judge
from hullmark_secrets.values import is_nothing
from hullmark_secrets.values import is_setting


class Named(NamedTuple):
    """A variable under such a name.

    ``sure`` tells the names that leave little doubt; ``value`` is what is written out, None where nothing is.
    """

    variable: Variable
    verdict: Verdict
    sure: bool
    value: Text | None

    def written_out(self, what: str) -> Problem:
        """Return the problem of a credential that is written out."""
        assert self.value is not None
        if self.verdict.kind == COMMON:
            message = f"{what} holds a credential that everybody tries first"
            return Problem(self.value, message, severity=WARNING)
        container = self.variable.container
        builds = container is not None and not container.ships
        severity = WARNING if builds else ERROR if self.variable.kind == "build-arg" else None
        message = f"{what} holds a credential in clear text, {len(self.value)} characters"
        return Problem(self.value, message, severity=severity)

    def by_name(self, message: str) -> Problem:
        """Return the problem of a name alone."""
        return Problem(self.variable.name, message, severity=INFO, profile=ALL, secret=False)


def hinted(variable: Variable) -> Problem | None:
    """Return the problem of a value that could be the credential which its name mentions, but shows nothing of it."""
    name, value = str(variable.name), variable.value
    if value is None or not value.known or not keys.mentions(name):
        return None
    if value == name or judge(name, value).kind not in (WORD, OTHER) or is_nothing(value) or is_setting(value):
        return None
    message = f"the name {variable.name} says credential, and its value is in clear text"
    return Problem(value, message, severity=INFO, profile=ALL)


def judged(variable: Variable) -> Named | None:
    """Judge a variable; None where neither name nor value say enough: a setting under a bare ``KEY``, a sample."""
    name = str(variable.name)
    strength = keys.strength(name)
    if strength == keys.NONE:
        return None
    verdict = judge(name, variable.value)
    if verdict.kind == SAMPLE or strength < keys.MEDIUM and verdict.kind == OTHER:
        return None
    value = None
    if verdict.written_out and variable.value is not None:
        value = variable.value.part(verdict.start, verdict.end)
    return Named(variable, verdict, strength >= keys.MEDIUM, value)
