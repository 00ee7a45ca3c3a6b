"""An account may use sudo without a password.

Why: whoever takes over a process of that account is root with one more word; the account might as well be root.
Instead: do what needs root in the build, before USER, and leave sudo out of the image.
Flags: ``NOPASSWD`` or ``!authenticate`` in what is written to ``/etc/sudoers`` or a file below ``/etc/sudoers.d``.
Not flagged: stages that only build; a line that is commented out; files of development containers.
See: https://www.sudo.ws/docs/man/sudoers.man/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

_PATH = pattern(r"/etc/sudoers(?:\.d/.*)?")
_OPEN = pattern(r"(?m)^[^#\n]*(?<![\w])(NOPASSWD|!authenticate)\b")


@rule(USERS, WARNING, on=File, hints=("nopasswd", "!authenticate"), profile=STRICT)
def check(file: File, context: Context) -> Iterator[Problem]:
    """Flag the word."""
    container = file.container
    if file.path is None or not _PATH.fullmatch(file.path) or container is not None and not container.ships:
        return
    found = _OPEN.search(file.text)
    if found is not None and "devcontainer" not in context.document.path.lower():
        yield Problem(file.text.part(*found.span(1)), "whoever is this account is root too, without a password")
