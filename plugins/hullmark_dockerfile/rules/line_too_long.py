"""A line is longer than 65535 bytes.

Why: BuildKit reads a Dockerfile line by line into a buffer of 64 KiB; a longer line stops the build with ``token too
long``. Such lines hold archives or keys in base64, which belong into files.
Instead: put the data into a file and COPY it, or break the line with backslashes.
Flags: every line of more than 65535 bytes in UTF-8, in here-documents and comments too.
Not flagged: long instructions whose lines are short.
Options: ``limit`` is the number of bytes that the builder reads in one line; other builders than BuildKit read more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Dockerfile


class Options(NamedTuple):
    """Options of the rule: bytes of a line without its line feed, for BuildKit bufio.MaxScanTokenSize less one."""

    limit: int = 65535


@rule(VALIDITY, ERROR, on=Dockerfile, options=Options, peers="buildkit:build-error")
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag the first characters of each line."""
    text, limit = context.document.text, context.options.limit
    # A code point takes four bytes at most.
    if len(text) * 4 <= limit:
        return
    starts = context.document.lines.starts
    for start, end in zip(starts, [*starts[1:], len(text) + 1]):
        if (end - start - 1) * 4 > limit:
            if len(text[start:end - 1].encode("utf-8", "surrogatepass")) > limit:
                message = f"the line is longer than the {limit} bytes that a builder reads"
                yield Problem(Span(start, start + 1), message)
