"""An image that runs a server exposes no port.

Why: EXPOSE is where people and platforms look for the port of an image; without it ``docker run -P`` publishes nothing.
Instead: write ``EXPOSE 8080`` with the port that the server listens on.
Flags: a stage that is built on its own and whose CMD or ENTRYPOINT runs a known server, without EXPOSE in it or in the
stages that it begins from.
Not flagged: images begun from a server's own image, which exposes its port; tools and images to build upon. Off by
default: EXPOSE opens nothing and is documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Stage

#: Servers.
_PROGRAMS = frozenset((
    "apache2", "apache2-foreground", "apache2ctl", "apachectl", "caddy", "catalina.sh", "daphne", "envoy", "granian",
    "gunicorn", "haproxy", "http-server", "httpd", "httpd-foreground", "hypercorn", "lighttpd", "memcached", "mongod",
    "mysqld", "mysqld_safe", "nginx", "php-fpm", "postgres", "puma", "rabbitmq-server", "rackup", "redis-server",
    "squid", "sshd", "traefik", "unicorn", "uvicorn", "uwsgi", "varnishd", "vsftpd", "waitress-serve",
))
#: Programs that are servers with these arguments.
_MODES = {
    "django-admin": ("runserver",), "fastapi": ("run", "dev"), "flask": ("run",), "manage.py": ("runserver",),
    "next": ("start",), "php": ("-S",), "php-fpm": (), "python": ("http.server", "runserver"), "rails": ("server", "s"),
    "serve": (), "streamlit": ("run",),
}
#: Base images that expose a port themselves, by the last part of the name.
_EXPOSING = frozenset((
    "caddy", "envoy", "haproxy", "httpd", "jetty", "mariadb", "memcached", "mongo", "mysql", "nginx",
    "nginx-unprivileged", "openresty", "php", "postgres", "rabbitmq", "redis", "tomcat", "traefik", "wordpress",
))


@rule(
    EXPOSURE,
    INFO,
    on=Stage,
    profile=ALL,
    peers="dockerfile_lint:required-EXPOSE",
)
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the program that is run."""
    image = stage.root_image
    if not stage.target or stage.last("EXPOSE") or image is None or not image.name.known:
        return
    if image.repository.rpartition("/")[2] in _EXPOSING:
        return
    for key in ("ENTRYPOINT", "CMD"):
        instruction = stage.last(key)
        script = instruction.script if instruction is not None else None
        server = next((command for command in script.commands if _serves(command)), None) if script else None
        if server is not None:
            yield Problem(server.name, f"{server.program} is a server, but the image exposes no port")
            return


def _serves(command: Command) -> bool:
    modes = _MODES.get(command.program)
    return command.program in _PROGRAMS or modes is not None and any(mode in command.args for mode in modes)
