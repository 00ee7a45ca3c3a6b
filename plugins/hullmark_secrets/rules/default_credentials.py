"""A password is one that everybody tries first.

Why: robots try the passwords of documentation and of samples on every open port, and a container that is reachable for
a minute is tried.
Instead: let it be given from outside, without a default: ``POSTGRES_PASSWORD: ${DB_PASSWORD:?}``, or as a file of
``secrets``.
Flags: a variable of a service whose name says password, secret, token or key, and whose value, or default, is a word
that everybody tries (postgres, admin, changeme, minioadmin, guest ...), digits in a row, a placeholder that works as
one, the name of the account next to it, or that of the image; as information in files for development and tests. In a
manifest of Kubernetes a variable that allows an empty password or none: MYSQL_ALLOW_EMPTY_PASSWORD,
POSTGRES_HOST_AUTH_METHOD=trust.
Not flagged: other literals, which secret-in-env reports, as it does everything in a Dockerfile and the passwords in a
manifest; what is filled in from outside; trees that are vulnerable on purpose, such as vulhub.
See: https://owasp.org/www-project-top-ten/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_secrets.defaults import default_of

_SWITCHES = {
    "ALLOW_EMPTY_PASSWORD": ("yes", "true", "1"), "MYSQL_ALLOW_EMPTY_PASSWORD": ("yes", "true", "1"),
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": ("yes", "true", "1"), "MARIADB_ALLOW_EMPTY_PASSWORD": ("yes", "true", "1"),
    "POSTGRES_HOST_AUTH_METHOD": ("trust",),
}
_TRIAL = pattern(r"(?:.*[-_./\\])?(?:ci|demo|dev|devel|development|e2e|examples?|local|samples?|tests?)[-_./\\].*")
_ON_PURPOSE = pattern(r".*\b(?:vulhub|vulnerable\w*|dvwa|webgoat|ctf)\b.*")


@rule(
    CREDENTIALS,
    WARNING,
    on=Variable,
    peers="kics:passwords-and-secrets compose-lint:CL-0020",
)
def check(variable: Variable, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    default = default_of(variable)
    if default is not None:
        place, message = default, f"{variable.name} is set to a password that everybody tries first"
    elif _runs(variable) and variable.value is not None and variable.value.lower() in _SWITCHES.get(variable.name, ()):
        place, message = variable.value, f"{variable.name}={variable.value} lets everybody in without a password"
    else:
        return
    path = context.document.path.lower()
    if not _ON_PURPOSE.fullmatch(path):
        severity = INFO if _TRIAL.fullmatch(path) else None
        yield Problem(place, message, severity=severity, secret=default is not None)


def _runs(variable: Variable) -> bool:
    """Tell whether a variable is that of a container in a manifest."""
    container = variable.container
    return variable.kind == "env" and container is not None and container.role not in ("stage", "service")
