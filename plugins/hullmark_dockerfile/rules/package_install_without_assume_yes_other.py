"""A program may ask a question that stops the build.

Why: nobody answers during a build; the command reads the end of its input, takes that for a no and fails, or it waits
for ever.
Instead: write ``npm init -y``, ``gcloud components install -q``, ``gpg --batch --gen-key``, and
``DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata`` on Ubuntu.
Flags: ``npm init`` and ``yarn init`` without ``-y``; ``gcloud components`` with install, update and remove without
``-q``; ``gpg`` operations that ask (making, editing, deleting and signing keys, symmetric encryption) without
``--batch``; as information, and in the profile strict, packages that configure themselves by questions
(keyboard-configuration, krb5-user, postfix, tzdata on Ubuntu and others) without DEBIAN_FRONTEND.
Not flagged: package managers, which have rules of their own; input from ``yes``, ``echo`` or a here-document; ``npm
init`` with an initialiser; DEBIAN_FRONTEND in ENV or ARG, in front of the command or exported; unzip, which asks only
before it overwrites.
Fix safety: safe; the switch answers a question that nobody else can answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.shell.programs import Arguments

from hullmark_dockerfile.answers import arguments_of
from hullmark_dockerfile.answers import configured
from hullmark_dockerfile.answers import silent
from hullmark_dockerfile.runs import environment
from hullmark_dockerfile.runs import insert

_GPG = (
    "--gen-key", "--generate-key", "--full-gen-key", "--full-generate-key", "--edit-key", "--sign-key", "--lsign-key",
    "--delete-key", "--delete-keys", "--delete-secret-key", "--delete-secret-keys", "-c", "--symmetric",
)


def _asking(command: Command, arguments: Arguments) -> tuple[Text, str] | None:
    """Return what makes a command ask, and the switch that answers."""
    program, subcommand = command.program, arguments.subcommand
    if program in ("npm", "yarn"):
        bare = subcommand == "init" and not arguments.operands and not arguments.has("-y", "--yes", "-f", "-2")
        return (subcommand, "-y") if subcommand is not None and bare else None
    if program == "gcloud":
        words = arguments.operands
        if "components" in words[:2] and not arguments.has("-q", "--quiet"):
            return next(((word, "-q") for word in words if word in ("install", "update", "remove")), None)
        return None
    operation = arguments.option(*_GPG)
    batch = arguments.has("--batch", "--no-tty", "--yes")
    return (operation.text, "--batch") if operation is not None and not batch else None


@rule(
    BUILD,
    WARNING,
    on=Command,
    when=("npm", "yarn", "gcloud", "gpg", "gpg2", "apt-get", "apt"),
    family="package-install-without-assume-yes",
    peers="binnacle:gpgUseBatchFlag",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    if not silent(command):
        return
    if command.program in ("apt-get", "apt"):
        word = configured(command, context.document.text)
        if word is not None and environment(command, "DEBIAN_FRONTEND") == "":
            message = f"{word} asks for its configuration; DEBIAN_FRONTEND=noninteractive is not set"
            yield Problem(word, message, severity=INFO, profile=STRICT)
        return
    arguments = arguments_of(command)
    asking = _asking(command, arguments) if arguments else None
    if asking is not None and "DISABLE_PROMPTS" not in context.document.text:
        at, switch = asking
        message = f"{command.program} {at} asks for input, and nobody answers in a build"
        fix = insert(command, command.name if command.program == "gpg" else at, switch)
        yield Problem(at, message, fix)
