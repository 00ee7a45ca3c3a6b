"""A port is not quoted.

Why: some YAML readers take numbers with a colon between them for one number of base 60; a project that quotes all
ports never meets that.
Instead: quote it, as in ``- "8080:80"``.
Flags: items of ``ports`` and ``expose`` without quotes; with the option ``style`` also those in the other quotes.
Not flagged: the long syntax; what port-sexagesimal-hazard reports.
Options: ``style`` is single or double for the one kind of quotes that is wanted, any by default.
See: https://docs.docker.com/reference/compose-file/services/#ports
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_compose.service import Service
from hullmark_compose.syntax import is_sexagesimal

_QUOTES = {"any": "\"'", "single": "'", "double": '"'}


class Options(NamedTuple):
    """Options of the rule."""

    style: str = "any"

    def wrong(self) -> str:
        """Say what is wrong with the values, "" for nothing."""
        return "" if self.style in _QUOTES else f"style must be one of {', '.join(_QUOTES)}"


@rule(STYLE, INFO, on=Service, profile=ALL, options=Options, peers="dclint:require-quotes-in-ports")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the item."""
    style = context.options.style
    for key in ("ports", "expose"):
        for item in service.node.sequence(key):
            if not isinstance(item, Scalar) or item.null or key == "ports" and is_sexagesimal(item):
                continue
            if not item.style or item.style not in _QUOTES[style]:
                quotes = "quotes" if style == "any" else f"{style} quotes"
                yield Problem(item, f"port {item.value} is not in {quotes}")
