"""What is known of base images: the account they run as, and whether they are made for Windows.

Sources: the Dockerfiles of the images named, read in November 2026. A name is matched without registry mirrors'
prefixes; ``*`` in a pattern matches within one path component or tag.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache

from hullmark.model import Image

#: Pattern of name and tag ("name:tag", "*" for any tag) to the account that the image sets.
_USERS: tuple[tuple[str, str], ...] = (
    ("cgr.dev/*:*", "65532"),
    ("dhi.io/*:*", "nonroot"),
    ("gcr.io/distroless/*:*nonroot*", "65532"),
    ("gcr.io/distroless/*nonroot*:*", "65532"),
    ("bitnami/*:*", "1001"),
    ("bitnamilegacy/*:*", "1001"),
    ("nginxinc/nginx-unprivileged:*", "101"),
    ("grafana/*:*", "472"),
    ("jenkins/jenkins:*", "jenkins"),
    ("jenkins/agent:*", "jenkins"),
    ("jenkins/inbound-agent:*", "jenkins"),
    ("jenkins/ssh-agent:*", "jenkins"),
    ("mcr.microsoft.com/dotnet/*:*chiseled*", "1654"),
    ("mcr.microsoft.com/dotnet/*:*distroless*", "1654"),
    ("mcr.microsoft.com/dotnet/nightly/*:*chiseled*", "1654"),
    ("mcr.microsoft.com/azurelinux/distroless/*:*-nonroot*", "65532"),
    ("registry.access.redhat.com/ubi*/nodejs-*:*", "1001"),
    ("registry.access.redhat.com/ubi*/python-*:*", "1001"),
    ("registry.access.redhat.com/ubi*/openjdk-*:*", "185"),
    ("registry.access.redhat.com/ubi*/php-*:*", "1001"),
    ("registry.access.redhat.com/ubi*/nginx-*:*", "1001"),
    ("registry.access.redhat.com/ubi*/httpd-*:*", "1001"),
    ("quay.io/keycloak/keycloak:*", "1000"),
    ("quay.io/prometheus/*:*", "65534"),
    ("prom/*:*", "65534"),
    ("docker.elastic.co/*:*", "1000"),
    ("opensearchproject/*:*", "1000"),
    ("apache/airflow:*", "50000"),
    ("sonarqube:*", "sonarqube"),
    ("circleci/*:*", "circleci"),
    ("cimg/*:*", "circleci"),
    ("gitpod/*:*", "gitpod"),
    ("jupyter/*:*", "1000"),
    ("quay.io/jupyter/*:*", "1000"),
    ("haproxytech/haproxy-*:*", "haproxy"),
    ("haproxy:*", "haproxy"),
    ("memcached:*", "memcache"),
    ("kong:*", "kong"),
    ("solr:*", "solr"),
    ("varnish:*", "varnish"),
    ("selenium/*:*", "1200"),
    ("paketobuildpacks/*:*", "cnb"),
    ("cnbs/*:*", "cnb"),
    ("eclipse/che-*:*", "user"),
)


@cache
def _expression() -> re.Pattern[str]:
    """Return all patterns as one expression; group n belongs to entry n - 1."""
    return re.compile("|".join(f"({translate(pattern)})" for pattern, _ in _USERS))


def user_of(image: Image) -> str | None:
    """Return the account that a known base image runs as, None for one that is unknown or runs as root."""
    if not image.name.known:
        return None
    tag = str(image.tag) if image.tag is not None else "latest"
    spelled = f"{image.repository}:{tag}".lower()
    match = _expression().match(spelled)
    if match is None and image.registry is not None:
        match = _expression().match(spelled.split("/", 1)[-1])
    return _USERS[match.lastindex - 1][1] if match and match.lastindex else None
