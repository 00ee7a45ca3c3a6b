"""A password is in the environment of an image that reads it from a file.

Why: the environment is shown by ``docker inspect``, is inherited by every process of the container, and ends up in
logs and crash reports; a file of ``secrets`` is none of that.
Instead: declare the password under ``secrets``, give it to the service, and set ``POSTGRES_PASSWORD_FILE:
/run/secrets/db_password``; for Podman ``Secret=db_password``.
Flags: a variable without a value of its own, ``POSTGRES_PASSWORD: ${DB_PASSWORD}``, of an image that knows the same
with ``_FILE`` (postgres, mysql, mariadb, mongo, minio, wordpress, nextcloud, grafana, influxdb, gitea, bitnami ...); as
a warning in a stack of Swarm, which shows it to everybody who may list services.
Not flagged: literals, which secret-in-env and default-credentials report; a service that has the ``_FILE`` variable
too, or secrets and an entry point of its own; images of which nothing is known.
See: https://docs.docker.com/compose/how-tos/use-secrets/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


_DATABASE = r"(?:POSTGRES|MYSQL|MARIADB)(?:_ROOT)?_PASSWORD"
#: By the last component of an image's name, the variables that have a twin for a file.
_VARIABLES = {
    "postgres": "POSTGRES_PASSWORD", "postgis": "POSTGRES_PASSWORD", "timescaledb": "POSTGRES_PASSWORD",
    "pgvector": "POSTGRES_PASSWORD", "mysql": r"MYSQL(?:_ROOT)?_PASSWORD", "mysql-server": r"MYSQL(?:_ROOT)?_PASSWORD",
    "mariadb": r"(?:MYSQL|MARIADB)(?:_ROOT)?_PASSWORD", "mongo": "MONGO_INITDB_ROOT_PASSWORD",
    "minio": r"MINIO_(?:ROOT_PASSWORD|SECRET_KEY)", "influxdb": "DOCKER_INFLUXDB_INIT_(?:PASSWORD|ADMIN_TOKEN)",
    "wordpress": r"WORDPRESS_(?:DB_PASSWORD|(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))",
    "nextcloud": rf"NEXTCLOUD_ADMIN_PASSWORD|{_DATABASE}|SMTP_PASSWORD|REDIS_HOST_PASSWORD",
    "grafana": r"GF_(?:SECURITY_ADMIN_PASSWORD|SECURITY_SECRET_KEY|DATABASE_PASSWORD|SMTP_PASSWORD)",
    "grafana-oss": "GF_SECURITY_ADMIN_PASSWORD", "grafana-enterprise": "GF_SECURITY_ADMIN_PASSWORD",
    "gitea": r"GITEA__(?:database__PASSWD|security__SECRET_KEY|security__INTERNAL_TOKEN|mailer__PASSWD)",
    "pgadmin4": "PGADMIN_DEFAULT_PASSWORD", "mongo-express": r"ME_CONFIG_\w*(?:PASSWORD|SECRET)",
    "vaultwarden": "ADMIN_TOKEN|SMTP_PASSWORD",
    "neo4j": "NEO4J_AUTH",
}
_BITNAMI = r"[A-Z0-9_]+_PASSWORD"


@rule(
    CREDENTIALS,
    INFO,
    on=Container,
    not_in=("dockerfile",),
    profile=STRICT,
    peers="dockerbench:7.4 kubescape:C-0207",
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    image = container.image
    if image is None or container.role != "service" or container.unwraps or not image.name.known:
        return
    owner, _, name = image.repository.rpartition("/")
    known = _BITNAMI if owner.endswith(("bitnami", "bitnamilegacy")) else _VARIABLES.get(name)
    if known is None:
        return
    names = {str(variable) for variable, _ in container.environment}
    workload = container.workload
    severity = WARNING if workload is not None and workload.clustered else None
    for variable, value in container.environment:
        if value is not None and value.known or not re.fullmatch(known, variable):
            continue
        if not names & {f"{variable}_FILE", f"{variable}__FILE"}:
            message = f"{name} can read {variable} from a file, where fewer see it"
            yield Problem(variable, message, severity=severity, secret=False)
