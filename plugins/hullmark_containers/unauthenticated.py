"""Servers that let everybody in: the settings that make them do so.

Sources: the documentation of each server and of its image, 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import Document
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.settings import EMPTY
from hullmark_containers.settings import OFF
from hullmark_containers.settings import ON
from hullmark_containers.settings import Setting
from hullmark_containers.settings import Switches
from hullmark_containers.settings import environment

_NONE = frozenset(("none",))

SWITCHES = Switches({
    "acls_enable": OFF,
    "airflow_api_auth_backends": frozenset(("airflow.api.auth.backend.default", "allow_any")),
    "allow_anonymous": ON,
    "allow_anonymous_login": ON,
    "allow_empty_password": ON,
    "allow_empty_root_password": ON,
    "allow_everyone_if_no_acl_found": ON,
    "allow_none_authentication": ON,
    "auth": _NONE,
    "auth_anonymous_enabled": ON,
    "auth_mode": frozenset(("server",)),
    "dbms_security_auth_enabled": OFF,
    "dev": ON,
    "disable_auth": ON,
    "disable_security_plugin": ON,
    "disable_settings_authorizer": ON,
    "enable_skip_login": ON,
    "etcd_client_cert_auth": OFF,
    "identityprovider_token": EMPTY,
    "insecure_skip_auth": ON,
    "loopback_users": _NONE,
    "loopback_users_guest": OFF,
    "me_config_basicauth": OFF,
    "me_config_basicauth_enabled": OFF,
    "neo4j_auth": _NONE,
    "no_auth": ON,
    "noauth": ON,
    "notebookapp_token": EMPTY,
    "permitemptypasswords": ON,
    "plugins_security_disabled": ON,
    "postgres_host_auth_method": frozenset(("trust",)),
    "protected_mode": OFF,
    "securitytypes": _NONE,
    "serverapp_token": EMPTY,
    "xpack_security_enabled": OFF,
})
#: Names that mean this only as an option of these programs; that of Vault is reported by a rule of its own elsewhere.
_OPTIONS = {
    "auth": ("code-server",),
    "auth_mode": ("argo", "argocli", "server"),
    "dev": ("vault", "bao", "openbao"),
    "no_auth": (),
    "securitytypes": (),
}
#: Names that mean nothing in a manifest of Kubernetes that another rule does not say of them.
_DEFAULTS = ("allow_empty_password", "allow_empty_root_password", "postgres_host_auth_method")
#: A line of pg_hba.conf.
_TRUST = pattern(r"^[ \t]*host\w*[ \t]+\S+[ \t]+\S+[ \t]+(?P<from>\S+)(?:[ \t]+[\d.]+)?[ \t]+trust\b", re.MULTILINE)
#: A section of grafana.ini.
_ANONYMOUS = pattern(r"^\[auth\.anonymous\]\s*$[^\[]*?^\s*(?P<set>enabled\s*=\s*true\b)", re.MULTILINE)
#: What tells that a server of Redis asks for a password.
_PASSWORDS = ("requirepass", "REDIS_PASSWORD", "VALKEY_PASSWORD", "aclfile")
_OWN = ("127.", "::1", "localhost", "samehost")


def unauthenticated(fact: Variable | Script | File, document: Document) -> Iterator[tuple[str, Text]]:
    """Yield the settings in a fact that let everybody in, as shown in a message, with their place."""
    for setting in SWITCHES.found(fact):
        if _counts(setting, document):
            joined = f"{setting.shown}={setting.value}" if setting.command is None else str(setting.shown)
            yield joined if setting.value else f"an empty {setting.shown}", setting.at
    if isinstance(fact, File):
        for match in _TRUST.finditer(fact.text):
            if not match["from"].startswith(_OWN):
                at = fact.text.part(*match.span()).strip_part()
                yield " ".join(at.split()), at
        for match in _ANONYMOUS.finditer(fact.text):
            yield "enabled of auth.anonymous", fact.text.part(*match.span("set"))


def _counts(setting: Setting, document: Document) -> bool:
    """Tell whether a setting means what its name says where it stands."""
    name, container, cluster = setting.name, setting.container, document.format == "kubernetes"
    programs = _OPTIONS.get(name)
    if programs is not None:
        command = setting.command
        if name == "dev" and document.format != "dockerfile":
            return False
        return command is not None and (not programs or command.program in programs)
    if name.endswith("acls_enable"):
        return "spark" in name
    if name.endswith("protected_mode"):
        return not _asks_for_password(document.text)
    if name.endswith("allow_empty_password"):
        said = _said(container, "MYSQL_RANDOM_ROOT_PASSWORD") or _said(container, "MARIADB_RANDOM_ROOT_PASSWORD")
        return not cluster and said.lower() not in ON
    if name.endswith(_DEFAULTS):
        return not cluster
    if name.endswith("auth_anonymous_enabled") and container is not None and container.role == "service":
        return _said(container, "GF_AUTH_ANONYMOUS_ORG_ROLE").lower() in ("admin", "editor")
    return True


@lru_cache(maxsize=1)
def _asks_for_password(text: str) -> bool:
    """Tell whether a file says a password of Redis; asked again for each setting in it."""
    return any(sign in text for sign in _PASSWORDS)


def _said(container: Container | None, name: str) -> str:
    """Return the value of another variable of a container, "" where it has none."""
    for said, value in environment(container):
        if said == name and value is not None:
            return str(value)
    return ""
