"""Commands that start a service."""

from __future__ import annotations

from hullmark.model import Command
from hullmark.plugin import Text

_VERBS = frozenset(("start", "restart", "reload", "force-reload", "try-restart"))


def started(command: Command) -> Text | None:
    """Return the word that makes a command start a service; None for any other command."""
    program = command.program
    if program == "systemctl":
        words = command.arguments.operands
        if words[:1] == ("enable",):
            now = command.arguments.option("--now")
            return now.text if now is not None else None
        return words[0] if words and words[0] in {*_VERBS, "daemon-reload"} else None
    if program in ("service", "rc-service", "invoke-rc.d"):
        return next((arg for arg in command.args[1:] if arg in _VERBS), None)
    if program in ("initctl", "net", "apachectl", "apache2ctl"):
        return next((arg for arg in command.args[:1] if arg in _VERBS), None)
    if command.name.startswith(("/etc/init.d/", "/etc/rc.d/")):
        return next((arg for arg in command.args if arg in _VERBS), None)
    return None
