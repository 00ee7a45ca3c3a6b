"""What a container is for: by the name of its image, or its own where the image is built or not known."""

from __future__ import annotations

from hullmark.deferred import pattern
from hullmark.model import Container

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


def is_a(container: Container | None, role: str) -> bool:
    """Tell whether a container has a role; one of which nothing is known has none."""
    if container is None:
        return False
    image = container.image
    if image is not None and image.name.known:
        return named_as(image.repository.rpartition("/")[2], role)
    return container.name is not None and named_as(container.name, role)


def named_as(name: str, role: str) -> bool:
    """Tell whether a name, as a whole or by its words, is that of a role."""
    name = name.lower()
    whole = _ROLES.get(name)
    if whole is not None:
        return whole == role
    words = _PIECES.split(name)
    return not _BESIDE.intersection(words) and any(_ROLES.get(word) == role for word in words)
