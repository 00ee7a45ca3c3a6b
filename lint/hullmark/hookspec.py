"""The four hooks through which packs give hullmark what it knows.

A pack is a module named by an entry point of the group ``hullmark``. Every hook takes nothing, is called once, and
declares; none is called while files are linted. A pack implements those it needs. What a hook returns must be
importable by name (functions and classes at module level), since it is remembered by name between runs.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from typing import Any

import pluggy

from hullmark.document import Format
from hullmark.rule import Rule
from hullmark.suppress import Dialect

hookspec = pluggy.HookspecMarker("hullmark")
hookimpl = pluggy.HookimplMarker("hullmark")

#: Writes a report: ``reporter(run, write)``, see ``hullmark.report``.
Reporter = Callable[[Any, Callable[[str], object]], None]


@hookspec
def hullmark_formats() -> Iterable[Format]:
    """Return the formats that this pack parses.

    Names are unique over all packs; the first pack (by entry point name) that claims one keeps it.
    """
    raise NotImplementedError


@hookspec
def hullmark_rules() -> Iterable[Rule]:
    """Return the rules of this pack, usually ``rules_in("my_pack.rules")``.

    Slugs are unique over all packs; the first pack (by entry point name) that claims one keeps it.
    """
    raise NotImplementedError


@hookspec
def hullmark_suppressions() -> Iterable[tuple[str, Dialect]]:
    """Return (format, function) pairs, one for each dialect of suppressions in the files of a format.

    The function takes a document of that format and yields ``Suppression``.
    """
    raise NotImplementedError


@hookspec
def hullmark_reporters() -> Iterable[tuple[str, Reporter]]:
    """Return (name, reporter) pairs: further values of ``--format``."""
    raise NotImplementedError
