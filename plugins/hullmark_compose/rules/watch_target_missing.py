"""An entry of develop.watch is incomplete.

Why: Compose refuses to watch: it does not know what to look at, where to copy it, or what to run.
Instead: give ``path``, with sync also ``target``, with sync+exec also ``exec.command``.
Flags: an entry without ``path`` or with an empty one, one whose action copies without ``target``, sync+exec or ``exec``
without a command.
Not flagged: rebuild and restart, which copy nothing.
See: https://docs.docker.com/reference/compose-file/develop/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service


@rule(VALIDITY, ERROR, on=Service, peers="composego:watch-target-required composego:watch-path-blank")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the action, or the path that is empty."""
    for entry in service.node.mappings("develop", "watch"):
        action, path = entry.text("action"), entry.text("path")
        at = action or next(iter(entry))[0] if entry else entry
        if not entry.has("path") or path is not None and not path.strip():
            yield Problem(at if path is None else path, "the entry has no path to watch")
        elif action is not None and action.startswith("sync") and not entry.has("target"):
            yield Problem(action, f"{action} has no target to copy to")
        elif (action == "sync+exec" or entry.has("exec")) and not entry.mapping("exec").has("command"):
            yield Problem(action or at, f"{action or 'exec'} has no command")
