"""Suppressions of the tools that lint Compose files, each dialect one function."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Document
from hullmark.plugin import Span
from hullmark.plugin import Suppression
from hullmark.plugin import pattern
from hullmark.plugin import split_ids
from hullmark.suppress import Dialect
from hullmark.suppress_yaml import checkov
from hullmark.suppress_yaml import commented
from hullmark.suppress_yaml import first_line
from hullmark.suppress_yaml import kics
from hullmark.suppress_yaml import semgrep
from hullmark.suppress_yaml import trivy
from hullmark.yaml import governed

_DCLINT = pattern(r"dclint\s+disable(?P<where>-line|-next-line|-file)?(?P<ids>(?:[ \t,]+[\w-]+)*)")


def dclint(document: Document) -> Iterator[Suppression]:
    """Read ``# dclint disable``, ``disable-file`` and ``disable-line``, each with or without rules."""
    for comment, match in commented(document, "dclint", _DCLINT):
        listed = split_ids(comment.text.part(*match.span("ids")))
        if match["where"] in (None, "-file"):
            region = Span(0, len(document.text) + 1)
        else:
            region = first_line(document, governed(document.lines, comment.span))
        ids = listed or (comment.text.substitute("*"),)
        yield Suppression(ids, region, comment.span, peer="dclint", wide=not listed or region.start == 0)


DIALECTS: tuple[Dialect, ...] = (dclint, checkov, kics, trivy, semgrep)
