"""A framework runs in its mode for development.

Why: in that mode errors answer with source code and variables, Werkzeug's and Rails' consoles run what a visitor types,
and caches are off.
Instead: set it for production: ``FLASK_DEBUG=0``, ``RAILS_ENV=production``, ``DJANGO_DEBUG=False``; turn it on for the
developer's own run.
Flags: a variable that turns it on: FLASK_DEBUG, FLASK_ENV=development, DJANGO_DEBUG, APP_DEBUG, WP_DEBUG,
RAILS_ENV, RACK_ENV and NODE_ENV=development, ASPNETCORE_ENVIRONMENT=Development, GIN_MODE=debug, XDEBUG_MODE=debug and
the like; DEBUG only where a variable of Django stands beside it by name.
Not flagged: other values; levels of logging; stages that only build or whose name says dev or test; files in a folder
or with a name that says dev, local, test or ci.
See: https://flask.palletsprojects.com/en/stable/debugging/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import DAEMONS
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

_ON = ("1", "true", "yes", "on")
_SWITCHES: dict[str, tuple[str, ...]] = {
    "APP_DEBUG": _ON,
    "APP_ENV": ("dev", "local", "development"),
    "ASPNETCORE_ENVIRONMENT": ("development",),
    "DJANGO_DEBUG": _ON,
    "DOTNET_ENVIRONMENT": ("development",),
    "FLASK_DEBUG": _ON,
    "FLASK_ENV": ("development",),
    "GIN_MODE": ("debug",),
    "NODE_ENV": ("development",),
    "RACK_ENV": ("development",),
    "RAILS_ENV": ("development",),
    "SPRING_PROFILES_ACTIVE": ("dev",),
    "SYMFONY_ENV": ("dev",),
    "WERKZEUG_DEBUG_PIN": ("off",),
    "WP_DEBUG": _ON,
    "WORDPRESS_DEBUG": _ON,
    "XDEBUG_MODE": ("debug",),
}
_DEVELOPMENT = pattern(
    r"(?:^|[/\\._-])(?:dev|devel|develop|development|local|tests?|testing|ci|debug|override)(?:$|[/\\._-])"
)


@rule(
    DAEMONS,
    {"": WARNING, "kubernetes": INFO},
    on=Variable,
    when=(*_SWITCHES, "DEBUG"),
    profile=STRICT,
    peers="semgrep:flask-debugging-enabled",
)
def check(variable: Variable, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    container, value = variable.container, variable.value
    if variable.kind != "env" or value is None or container is None or not container.ships:
        return
    name = str(variable.name)
    values = _SWITCHES.get(name, _ON if "DJANGO_" in context.document.text else ())
    if value.lower() not in values or _DEVELOPMENT.search(context.document.path.lower()):
        return
    if container.role != "stage" or container.name is None or not _DEVELOPMENT.search(container.name.lower()):
        yield Problem(value, f"{name}={value} is for development")
