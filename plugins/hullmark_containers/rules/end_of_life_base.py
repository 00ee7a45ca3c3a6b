"""An image holds a release that gets no updates any more.

Why: holes that are found from now on stay open in it, and packages of its distribution are moved to an archive.
Instead: take a release that is maintained, and let a bot raise it; the message names the oldest such behind it.
Flags: a tag of a release whose end has passed, of distributions (Debian, Ubuntu, Alpine, CentOS, Fedora ...),
languages (Python, Node.js, PHP, Ruby, Go, Java, .NET) and servers (PostgreSQL, MySQL, MariaDB, MongoDB, Redis,
Elasticsearch, nginx ...) from their own repositories or a mirror of Docker Hub; and one that names such a distribution
or language beside its own version: ``3.12-buster``, ``5.8-php7.4``. As information where an argument's default says so.
Not flagged: tags that float over releases, digests alone, variables, products and versions that the table does not
know; images of the same name in other registries, which may be kept up; an image that deprecated-image reports.
Ends are those of the free updates: Debian's with its long-term support, Ubuntu's without Pro.
Options: ``as-of`` is the day to compare with, such as ``"2026-01-31"``, instead of today.
See: https://endoflife.date
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.deprecations import DEPRECATED
from hullmark_containers.endoflife import ended
from hullmark_containers.references import may_be_replaced


class Options(NamedTuple):
    """Options of the rule."""

    as_of: str = ""

    def wrong(self) -> str:
        """Say what is wrong with the values, "" for nothing."""
        try:
            date.fromisoformat(self.as_of or "2026-01-01")
        except ValueError:
            return '"as-of" must be a day such as "2026-01-31"'
        return ""


@rule(PINNING, WARNING, on=Image, options=Options)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the tag, or the name where it says it all."""
    if image.use not in ("base", "run") or not image.name.known:
        return
    if image.use == "run" and image.repository in DEPRECATED:
        return
    found = ended(image, context.options.as_of or context.today)
    if found is None:
        return
    at, message = found
    if image.origin is None:
        yield Problem(at, message)
    else:
        replaceable = may_be_replaced(image, context.document.text)
        notes = ((image.origin, "the tag comes from here"),)
        yield Problem(at, message, notes=notes, severity=INFO if replaceable else None)
