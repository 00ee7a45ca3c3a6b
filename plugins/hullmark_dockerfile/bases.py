"""What is known of base images: the account they run as, and whether they bring a health check.

Sources: the Dockerfiles and the documentation that the images' own projects publish, as known in November 2026. Only
images whose every current tag behaves so are listed. A name is matched without Docker Hub's prefixes, then without its
registry; ``*`` in a pattern matches anything.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from functools import lru_cache

from hullmark.model import Image

#: Account, then patterns of "name:tag" for images that run as it; the first that fits counts. "" is root: exceptions.
_USERS: tuple[tuple[str, str], ...] = (
    ("", "bitnami/minideb*:* cgr.dev/chainguard/wolfi-base:* dhi.io/*:*-dev dhi.io/*:*-dev-* dhi.io/*:*-sfw-*"),
    ("65532", "*:*nonroot* *:*non-root* *nonroot*:* gcr.io/distroless/*nonroot*:* cgr.dev/*:*"),
    ("rootless", "docker:*rootless* moby/buildkit:*rootless* gitea/gitea:*rootless* *:*-rootless"),
    ("101", "*-unprivileged:* *:*unprivileged*"),
    ("nonroot", "dhi.io/*:*"),
    ("1001", "bitnami/*:* bitnamilegacy/*:* bitnamisecure/*:*"),
    # https://learn.microsoft.com/dotnet/core/docker/containers, https://learn.microsoft.com/sql/linux/
    ("1654", "mcr.microsoft.com/dotnet/*:*chiseled* mcr.microsoft.com/dotnet/*:*distroless*"),
    ("10001", "mcr.microsoft.com/mssql/server:2019* mcr.microsoft.com/mssql/server:2022*"
              " mcr.microsoft.com/mssql/server:2025* mcr.microsoft.com/mssql/server:latest"),
    ("ContainerUser", "mcr.microsoft.com/windows/nanoserver:* mcr.microsoft.com/*:*nanoserver*"),
    # Lambda starts every image with an account of its own (docs.aws.amazon.com/lambda/latest/dg/images-create.html)
    ("sbx_user1051", "public.ecr.aws/lambda/*:* amazon/aws-lambda-*:*"),
    # https://catalog.redhat.com: the builder and runtime images, not ubi, ubi-minimal, ubi-micro, ubi-init
    ("1001", "*ubi*/nodejs-*:* *ubi*/python-*:* *ubi*/php-*:* *ubi*/perl-*:* *ubi*/ruby-*:* *ubi*/nginx-*:*"
             " *ubi*/httpd-*:* *ubi*/dotnet-*:* *ubi*/go-toolset:*"),
    ("185", "*ubi*/openjdk-*:*"),
    ("1001", "open-liberty:* websphere-liberty:* icr.io/appcafe/open-liberty:* icr.io/appcafe/websphere-liberty:*"
             " quay.io/strimzi/*:* dexidp/dex:*"),
    ("1000", "quay.io/keycloak/keycloak:* keycloak/keycloak:* jboss/keycloak:* opensearchproject/opensearch:*"
             " opensearchproject/opensearch-dashboards:* elasticsearch:8* elasticsearch:9* kibana:* logstash:*"
             " docker.elastic.co/elasticsearch/elasticsearch:8* docker.elastic.co/elasticsearch/elasticsearch:9*"
             " docker.elastic.co/kibana/*:* docker.elastic.co/logstash/*:* jupyter/*:* quay.io/jupyter/*:*"
             " quay.io/jetstack/cert-manager-*:* kasmweb/*:* codercom/code-server:* codercom/enterprise-*:*"),
    ("jboss", "jboss/base:* jboss/base-jdk:* jboss/wildfly:* quay.io/wildfly/*:*"),
    ("65534", "prom/prometheus:* prom/alertmanager:* prom/node-exporter:* prom/pushgateway:* prom/statsd-exporter:*"
              " prom/mysqld-exporter:* prom/memcached-exporter:* prometheus/prometheus:* prometheus/alertmanager:*"
              " prometheus/node-exporter:* prometheus/pushgateway:* prometheus/statsd-exporter:*"),
    ("472", "grafana/grafana:* grafana/grafana-oss:* grafana/grafana-enterprise:*"),
    ("10001", "grafana/loki:* grafana/tempo:* otel/opentelemetry-collector*:* verdaccio/verdaccio:*"
              " opentelemetry-collector-releases/*:*"),
    ("12345", "grafana/k6:* loadimpact/k6:*"),
    ("12021", "renovate/renovate:* renovatebot/renovate:*"),
    ("65532", "oauth2-proxy/oauth2-proxy:* openpolicyagent/gatekeeper:*"),
    ("999", "argoproj/argocd:*"),
    ("100", "hashicorp/consul-k8s-control-plane:* curlimages/curl:*"),
    ("50000", "apache/airflow:*"),
    ("35002", "apache/tika:*"),
    ("superset", "apache/superset:*"),
    ("nifi", "apache/nifi:*"),
    ("appuser", "apache/kafka:* confluentinc/cp-*:*"),
    ("185", "apache/spark:* apache/spark-py:*"),
    ("jenkins", "jenkins/jenkins:* jenkins/agent:* jenkins/inbound-agent:* jenkins/slave:* jenkins/jnlp-slave:*"),
    ("sonarqube", "sonarqube:*"),
    ("circleci", "circleci/*:* cimg/*:*"),
    ("gitpod", "gitpod/*:*"),
    ("haproxy", "haproxy:*"),
    ("memcache", "memcached:*"),
    ("kong", "kong:* kong/kong-gateway:*"),
    ("solr", "solr:*"),
    ("varnish", "varnish:*"),
    ("jetty", "jetty:*"),
    ("odoo", "odoo:*"),
    ("adminer", "adminer:*"),
    ("1200", "selenium/*:*"),
    ("cnb", "paketobuildpacks/*:* cnbs/*:*"),
    ("user", "eclipse/che-*:*"),
    ("linuxbrew", "homebrew/brew:* homebrew/ubuntu*:*"),
    ("57439", "mambaorg/micromamba:*"),
    ("pptruser", "ghcr.io/puppeteer/puppeteer:*"),
    ("chrome", "zenika/alpine-chrome:*"),
    ("node-red", "nodered/node-red:*"),
    ("node", "n8nio/n8n:* maildev/maildev:*"),
    ("mailhog", "mailhog/mailhog:*"),
    ("fluent", "fluent/fluentd:*"),
    ("payara", "payara/server-*:* payara/micro:*"),
    ("trino", "trinodb/trino:*"),
    ("locust", "locustio/locust:*"),
    ("liferay", "liferay/portal:* liferay/dxp:*"),
    ("nexus", "sonatype/nexus3:* sonatype/nexus-iq-server:*"),
    ("buildagent", "jetbrains/teamcity-agent:*"),
    ("tcuser", "jetbrains/teamcity-server:*"),
    ("runner", "ghcr.io/actions/actions-runner:*"),
    ("emqx", "emqx/emqx:* emqx:*"),
)

#: Images whose own entry point begins as root and goes on as another account.
_STEPPING_DOWN = frozenset((
    "apache/couchdb", "cassandra", "clickhouse/clickhouse-server", "consul", "couchdb", "flink", "ghost",
    "hashicorp/consul", "hashicorp/vault", "influxdb", "mariadb", "mongo", "mysql", "neo4j", "pgvector/pgvector",
    "postgis/postgis", "postgres", "rabbitmq", "redis", "timescale/timescaledb", "valkey/valkey", "vault", "zookeeper",
))

#: Images of Docker Hub that leave root as the account.
_ROOT = frozenset((
    "almalinux", "alpine", "amazoncorretto", "amazonlinux", "archlinux", "buildpack-deps", "busybox", "caddy",
    "centos", "composer", "debian", "drupal", "eclipse-temurin", "elixir", "erlang", "fedora", "gcc", "golang",
    "haskell", "httpd", "mariadb", "maven", "mongo", "mysql", "nginx", "node", "openjdk", "opensuse/leap",
    "opensuse/tumbleweed", "oraclelinux", "perl", "photon", "php", "postgres", "pypy", "python", "rabbitmq", "redis",
    "rockylinux", "ruby", "rust", "swift", "tomcat", "ubuntu", "wordpress",
))

#: Patterns of "name:tag" for images that set HEALTHCHECK.
_CHECKED = (
    "axllent/mailpit:* authelia/authelia:* container-registry.oracle.com/database/*:* database/*:* filebrowser/*:*"
    " gitlab/gitlab-ce:* gitlab/gitlab-ee:* gvenzl/oracle-*:* itzg/minecraft-server:* louislam/uptime-kuma:*"
    " mysql/mysql-server:* pihole/pihole:* serversideup/php:* vaultwarden/server:*"
)


@cache
def _accounts() -> tuple[dict[str, int], list[tuple[str, str, int]], tuple[str, ...]]:
    """Return the patterns that are a name with any tag, the rest with what stands in all they fit, and the accounts.

    With each pattern is its number.
    """
    pairs = [(pattern, account) for account, patterns in _USERS for pattern in patterns.split()]
    names: dict[str, int] = {}
    rest = []
    for number, (pattern, _) in enumerate(pairs):
        name, _, tag = pattern.partition(":")
        if tag == "*" and "*" not in name:
            names.setdefault(name, number)
        else:
            rest.append((_sign(pattern), pattern, number))
    return names, rest, tuple(account for _, account in pairs)


def _sign(pattern: str) -> str:
    """Return what stands in every text that a pattern fits: it tells quickly which of many are to be tried."""
    return max(pattern.split("*"), key=len)


@lru_cache(maxsize=1024)
def _account(spelled: str) -> str | None:
    """Return the account of the first pattern that "name:tag" fits, None where none does."""
    names, rest, accounts = _accounts()
    found = [number for sign, pattern, number in rest if sign in spelled and fnmatchcase(spelled, pattern)]
    found += [names[name]] if (name := spelled.partition(":")[0]) in names else []
    return accounts[min(found)] if found else None


def user_of(image: Image) -> str | None:
    """Return the account that a known base image runs as, None for one that is unknown or runs as root."""
    if not image.name.known:
        return None
    tag = str(image.tag) if image.tag is not None else "latest"
    spelled = f"{image.repository}:{tag}".lower()
    account = _account(spelled)
    if account is None and image.registry is not None:
        account = _account(spelled.split("/", 1)[-1])
    return account or None


def steps_down(image: Image) -> bool:
    """Tell whether the entry point of a base image is known to step down from root by itself."""
    return image.name.known and image.repository.lower() in _STEPPING_DOWN


def is_root(image: Image) -> bool:
    """Tell whether a base image is known to run as root."""
    return image.name.known and image.repository.lower() in _ROOT


@cache
def _checked() -> tuple[tuple[str, str], ...]:
    """Return the patterns of images with a health check, each with what stands in all that it fits."""
    return tuple((_sign(pattern), pattern) for pattern in _CHECKED.split())


@lru_cache(maxsize=1024)
def _is_checked(spelled: str) -> bool:
    return any(sign in spelled and fnmatchcase(spelled, pattern) for sign, pattern in _checked())


def has_healthcheck(image: Image) -> bool:
    """Tell whether a base image is known to set HEALTHCHECK, from Docker Hub or elsewhere."""
    if not image.name.known:
        return False
    name = image.repository.lower()
    if image.registry is not None:
        name = name.partition("/")[2] or name
    return _is_checked(f"{name}:{image.tag or 'latest'}")
