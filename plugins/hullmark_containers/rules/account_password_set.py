"""A password of the operating system is set in the build.

Why: every container of the image has the same password, its hash can be read by everyone who has the image, and the
line itself stays in the history of the image and of the repository.
Instead: set no password: containers are entered by exec, not by login. Where one is needed, take it at start from a
secret that is mounted.
Flags: chpasswd, ``passwd --stdin`` or passwd behind a pipe, adduser that is fed a password, ``-p`` of useradd and
usermod, ``net user NAME PASSWORD`` and ``New-LocalUser -Password`` on Windows, also with a variable.
Not flagged: input from ``/run/secrets``; locking, as in ``passwd -l``, ``usermod -L`` or ``-p '!'``; empty passwords,
which account-password-empty reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_containers.passwords import set_by_command
from hullmark_containers.passwords import set_by_script


@rule(
    CREDENTIALS,
    ERROR,
    on=(Command, File),
    when=("chpasswd", "passwd", "useradd", "usermod", "adduser", "net"),
    peers="checkov:CKV2_DOCKER_17",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag the password, or what it comes from."""
    found = set_by_script(fact) if isinstance(fact, File) else set_by_command(fact)
    for place, account in found:
        whose = f"the password of {account}" if account else "a password of the operating system"
        secret = isinstance(place, Text) and place.known and place != account
        yield Problem(place, f"{whose} is set here, the same for every container of the image", secret=secret)
