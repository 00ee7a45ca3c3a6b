"""Names that are a slip of the hand away from those of official images.

Source: the official images of Docker Hub, as known in November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

#: Official images that are used most, those with short names left out: too much is near to them.
_POPULAR = (
    "alpine", "amazoncorretto", "amazonlinux", "busybox", "caddy", "cassandra", "composer", "couchdb", "debian",
    "docker", "drupal", "elasticsearch", "eclipse-temurin", "fedora", "golang", "gradle", "grafana", "haproxy", "httpd",
    "influxdb", "joomla", "kibana", "logstash", "mariadb", "maven", "memcached", "mongo", "mysql", "neo4j", "nextcloud",
    "nginx", "openjdk", "oraclelinux", "perl", "phpmyadmin", "postgres", "python", "rabbitmq", "redis", "registry",
    "rockylinux", "rust", "solr", "sonarqube", "telegraf", "tomcat", "traefik", "ubuntu", "valkey", "wordpress",
    "zookeeper",
)
#: Slips that are words, which an image of one's own may be called.
_WORDS = ("aline", "compose", "fedor", "grade", "memcache")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """Return each slip with the name that it stands for."""
    found: dict[str, str] = {}
    for name in _POPULAR:
        for slip in _slips_of(name):
            found.setdefault(slip, name)
    for name in (*_POPULAR, *_WORDS):
        found.pop(name, None)
    return found


def _slips_of(name: str) -> Iterator[str]:
    """Yield a name with two letters swapped, one left out or doubled, or the key beside it hit."""
    for at, letter in enumerate(name):
        before, behind = name[:at], name[at + 1:]
        if behind and behind[0] != letter:
            yield before + behind[0] + letter + behind[1:]
        if len(name) > 5:
            yield before + behind
        yield before + letter + letter + behind
        if letter == "o":
            yield f"{before}0{behind}"
        for row in _ROWS if len(name) > 5 else ():
            place = row.find(letter)
            for other in (row[place - 1:place] + row[place + 1:place + 2]) if place >= 0 else "":
                yield before + other + behind


def meant_by(name: str) -> str | None:
    """Return the official image that a name is a slip of, None where it is none."""
    return _slips().get(name)
