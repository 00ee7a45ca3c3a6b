"""A credential stands in a command line.

Why: a command line is no secret: every user of the machine sees it in the list of processes, logs and histories keep
it, and here it is part of the image or the manifest for everyone to read.
Instead: let the program read it from a file: ``--password-file /run/secrets/db``, ``curl --netrc-file``, or from a
variable that is filled when it starts.
Flags: a literal behind an option whose name says password, secret, token or the key of something, also after ``=``,
as ``-Dname=value`` and behind ``--set``; ``-p`` of MySQL's and MongoDB's clients, ``redis-cli -a``, ``curl -u
user:password``, headers with a token, ``sshpass -p``, ``--requirepass`` and others of that kind; an assignment such as
``PGPASSWORD=...`` in front of a command; ``echo ... | docker login --password-stdin``.
Not flagged: variables, files, placeholders, empty values; tokens, keys, URLs and hashes that are recognised by their
form, since other rules report them; ``-p`` of programs where it is something else; names of files and policies;
``changeit``, which protects nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_secrets import keys
from hullmark_secrets.commandlines import carried
from hullmark_secrets.commandlines import carriers
from hullmark_secrets.judge import COMMON
from hullmark_secrets.judge import judge


@rule(
    CREDENTIALS,
    {"": WARNING, "dockerfile": ERROR},
    on=(Script, Assignment),
    peers="kics:Passwords-And-Secrets checkov:CKV_SECRET_10",
)
def check(fact: Script | Assignment, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    container = fact.container
    severity = WARNING if container is not None and not container.ships else None
    if isinstance(fact, Assignment):
        if keys.strength(fact.name) >= keys.MEDIUM:
            yield from _judged(str(fact.name), fact.value, fact.command, severity)
        return
    for command in carriers(fact):
        for name, value in carried(command):
            yield from _judged(name, value, command, severity)


def _judged(name: str, value: Text, command: Command | None, severity: str | None) -> Iterator[Problem]:
    verdict = judge(name, value)
    if not verdict.written_out or value == "changeit":
        return
    part = value.part(verdict.start, verdict.end)
    place = f"the command line of {command.program}" if command is not None and command.program else "a command"
    if verdict.kind == COMMON:
        yield Problem(part, f"{place} holds a credential that everybody tries first", severity=WARNING)
    else:
        yield Problem(part, f"{place} holds a credential in clear text, {len(part)} characters", severity=severity)
