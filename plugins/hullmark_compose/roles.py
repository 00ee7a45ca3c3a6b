"""What a service is for: by the name of its image, its own where the image is built or not known, or its command."""

from __future__ import annotations

from hullmark.model import parse_image
from hullmark.plugin import pattern

from hullmark_compose.service import Service
from hullmark_compose.words import words_of

#: Servers that others reach first.
PROXY = "proxy"
#: Servers that keep data.
DATASTORE = "datastore"
#: Servers of names, addresses and time, which have low ports of their own.
NETWORK = "network"
#: Servers of games, calls and files, which need many ports.
MEDIA = "media"

_WORDS = {
    PROXY: (
        "apache apache2 bunkerweb caddy cloudflared docker-proxy envoy gateway haproxy httpd ingress kong lb"
        " loadbalancer nginx nginx-proxy-manager openresty proxy reverse-proxy reverseproxy revproxy swag tengine"
        " traefik traefikee"
    ),
    DATASTORE: (
        "arangodb cassandra clickhouse cockroach cockroachdb couchbase couchdb couchdb3 database db dragonfly dynamodb"
        " edgedb elasticsearch etcd firebird influxdb keydb mariadb memcached meilisearch milvus minio mongo mongodb"
        " mssql mysql neo4j opensearch oracle percona pgvector postgis postgres postgresql qdrant questdb rabbitmq"
        " redis rethinkdb scylla solr surrealdb timescale timescaledb typesense valkey victoriametrics weaviate"
    ),
    NETWORK: (
        "adguardhome bind bind9 blocky chrony coredns dhcp dhcpd dns dnsmasq kea named ntp pdns pihole powerdns samba"
        " technitium unbound"
    ),
    MEDIA: (
        "asterisk coturn csgo factorio freepbx freeswitch ftp ftpd game gameserver jitsi jvb kamailio livekit mediasoup"
        " minecraft palworld proftpd pureftpd rust-server rtpengine satisfactory sftpgo srs terraria turn valheim"
        " vsftpd"
    ),
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words.split()}
#: Words of what only looks at a server, or works for it.
_BESIDE = frozenset(
    "admin backup browser cli client commander dashboard exporter express init insight manager migrate migration"
    " migrations operator setup ui web".split()
)
_PIECES = pattern(r"[-_.]+")
#: Commands that do nothing, without end.
_IDLING = pattern(
    r"(?:(?:/\S*/)?\w*sh -l?c )?(?:exec )?(?:sleep inf(?:inity)?|tail -[fF] /dev/null"
    r"|while (?:sleep \d+|true|:) ?; ?do (?:sleep \d+|:) ?; ?done)\s*;?"
)


def is_a(service: Service, role: str) -> bool:
    """Tell whether a service has a role."""
    return role in _roles(_called(service))


def idles(service: Service) -> bool:
    """Tell whether a service only keeps its container there for somebody to work in."""
    command = words_of(service.view.get("command"))
    whole = words_of(service.view.get("entrypoint")) + command
    return any(_IDLING.fullmatch(" ".join(words)) for words in (command, whole))


def _called(service: Service) -> str:
    """Return the last component of the image's name, or the service's own name."""
    said = service.image
    if said is None or service.built:
        return str(service.name)
    image = parse_image(said, "run")
    return image.repository.rpartition("/")[2] if image.name.known else str(service.name)


def _roles(name: str) -> set[str]:
    """Return the roles that a name stands for, as a whole or by its words."""
    name = name.lower()
    whole = _ROLES.get(name)
    if whole is not None:
        return {whole}
    words = _PIECES.split(name)
    return set() if _BESIDE.intersection(words) else {_ROLES[word] for word in words if word in _ROLES}
