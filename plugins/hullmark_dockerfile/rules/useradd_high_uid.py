"""useradd with a high uid makes a huge layer.

Why: useradd writes to /var/log/lastlog and faillog at an offset that grows with the uid. The holes of these files cost
nothing on disk, but a layer holds them in full: gigabytes for a uid of ten digits, and some builders hang.
Instead: add ``-l`` (``--no-log-init``): ``useradd -l -u 1234567 app``.
Flags: useradd with a uid of more than five digits and without ``-l``.
Not flagged: uids in variables; adduser, which does not write there; Debian 13 and later, which have no lastlog.
Fix safety: safe; only the log of logins is not prepared. Not offered for a JSON array.
See: https://docs.docker.com/build/building/best-practices/#user
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Image
from hullmark.plugin import BUILD
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule


@rule(
    BUILD,
    WARNING,
    on=Command,
    when=("useradd",),
    peers="hadolint:DL3046",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the uid."""
    arguments = command.arguments
    number = arguments.value("-u", "--uid")
    if number is None or not number.known or not number.isdigit() or len(number) < 6:
        return
    if arguments.has("-l", "--no-log-init") or command.script.use not in ("build", "onbuild"):
        return
    if command.container is not None and command.container.image is not None and _modern(command.container.image):
        return
    end = command.name.span.end
    fix = None
    if command.script.language != "exec" and command.name.editable:
        fix = Fix("add -l", (Edit(Span(end, end), " -l"),), safe=True)
    yield Problem(number, f"the uid {number} without -l blows up the layer with a sparse lastlog", fix)


def _modern(image: Image) -> bool:
    """Tell whether an image is Debian 13 or later."""
    tag = str(image.tag or "")
    if not {"trixie", "forky", "sid"}.isdisjoint(tag.split("-")):
        return True
    return image.repository == "debian" and tag.startswith(("13", "14", "latest"))
