"""Command lines by which clients of clouds and registries store a credential. Read in 2026."""

from __future__ import annotations

import re
from functools import cache

from hullmark.model import Command
from hullmark.plugin import Text
from hullmark.plugin import pattern

#: Characters of a command's arguments that patterns are matched against.
_MAX_WORDS = 8192
_END = r"(?=\s|$)"
_REGISTRY = r"(?:^|\s)login\s(?:.*\s)?(?:-p[= ]?|--password[= ])(?P<value>\S+)"

#: By program a pattern for the arguments joined by blanks; ``value`` is the credential, ``word`` what stores it.
LOGINS: dict[str, str] = {
    "aws": r"\bconfigure\s+set\s+(?:\S*\.)?aws_(?:access_key_id|secret_access_key|session_token)\s+(?P<value>\S+)",
    "az": (
        r"(?:^|\s)(?:(?:login|acr\s+login)\s(?:.*\s)?(?:-p[= ]?|--password[= ]|--federated-token[= ])(?P<value>\S+)"
        rf"|(?P<word>acr\s+login){_END})"
    ),
    "buildah": _REGISTRY,
    "cargo": r"(?:^|\s)login\s(?:--\S+\s\S+\s)?(?P<value>[^\s-]\S*)",
    "cf": r"(?:^|\s)(?:login|auth)\s(?:.*\s)?-p[= ]?(?P<value>\S+)",
    "crane": r"(?:^|\s)auth\s+login\s(?:.*\s)?(?:-p[= ]?|--password[= ])(?P<value>\S+)",
    "docker": _REGISTRY,
    "doctl": r"(?:^|\s)auth\s+init\s(?:.*\s)?(?:-t[= ]?|--access-token[= ])(?P<value>\S+)",
    "gcloud": rf"(?:^|\s)auth\s+(?P<word>activate-service-account){_END}",
    "gh": rf"(?:^|\s)auth\s+login\s(?:.*\s)?(?P<word>--with-token){_END}",
    "helm": r"(?:^|\s)registry\s+login\s(?:.*\s)?(?:-p[= ]?|--password[= ])(?P<value>\S+)",
    "heroku": rf"(?:^|\s)(?P<word>(?:auth:)?login|auth:token){_END}",
    "huggingface-cli": r"(?:^|\s)login\s(?:.*\s)?--token[= ](?P<value>\S+)",
    "ibmcloud": r"(?:^|\s)login\s(?:.*\s)?--apikey[= ](?P<value>\S+)",
    "kubectl": r"(?:^|\s)config\s+set-credentials\s(?:.*\s)?--(?:token|password)[= ](?P<value>\S+)",
    "nerdctl": _REGISTRY,
    "npm": rf"^(?P<word>login|adduser|add-user){_END}",
    "oc": r"(?:^|\s)login\s(?:.*\s)?(?:-p[= ]?|--password[= ]|--token[= ])(?P<value>\S+)",
    "oras": _REGISTRY,
    "podman": _REGISTRY,
    "sentry-cli": r"(?:^|\s)login\s(?:.*\s)?--auth-token[= ](?P<value>\S+)",
    "skopeo": _REGISTRY,
    "snyk": r"(?:^|\s)auth\s+(?P<value>[^\s-]\S*)",
    "vault": r"(?:^|\s)login\s(?:-\S+\s)*(?:token=)?(?P<value>[^\s-]\S*)",
    "wandb": r"(?:^|\s)login\s(?:-\S+\s)*(?P<value>[^\s-]\S*)",
}

#: Commands that remove what a login stored.
_REMOVAL = pattern(r"\b(?:logout|revoke)\b|\.(?:aws|azure|config|docker|kube|npmrc|cargo|vault-token)\b|credentials")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed."""
    return re.compile(pattern)


def stored(command: Command) -> tuple[Text, bool] | None:
    """Return the argument by which a command stores a credential, and whether it is the credential itself."""
    pattern = LOGINS.get(command.program)
    match = _compiled(pattern).search(" ".join(command.args)[:_MAX_WORDS]) if pattern is not None else None
    if match is None:
        return None
    value = match.groupdict().get("value") is not None
    start, end = match.span("value" if value else "word")
    at = 0
    for arg in command.args:
        if start < at + len(arg):
            return arg.part(start - at, min(end - at, len(arg))), value
        at += len(arg) + 1
    return None


def is_removed(command: Command) -> bool:
    """Tell whether a later command of the same script removes what was stored."""
    commands = command.script.commands
    behind = commands[commands.index(command) + 1:]
    return any(
        other.program in ("rm", "shred") and _REMOVAL.search(" ".join(other.args))
        or other.program == command.program and {"logout", "revoke"} & set(other.args)
        for other in behind
    )
