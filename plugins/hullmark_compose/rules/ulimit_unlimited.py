"""A limit of the container's processes is lifted.

Why: one process can then take all processes, open files or locked memory of the host from the others.
Instead: set the limit that the program needs, as in ``nofile: 65536``.
Flags: an entry of ``ulimits``, or its ``soft`` or ``hard``, that is -1 or unlimited, for ``nproc``, ``nofile``,
``core`` and ``memlock``.
Not flagged: ``memlock`` of search engines and databases, whose makers ask for it; finite values; variables.
See: https://docs.docker.com/reference/compose-file/services/#ulimits
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_compose.tree import Service

_STORES = pattern(
    r"elastic|opensearch|opendistro|solr|lucene|cassandra|scylla|mongo|mysql|mariadb|postgres|oracle|mssql|redis|valkey"
    r"|clickhouse|druid|neo4j|couch|vault|openbao|milvus|weaviate|qdrant|crate|kafka"
)


@rule(RESILIENCE, INFO, on=Service, profile=STRICT, peers="dockerbench:5.19")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    for key, node in service.node.mapping("ulimits"):
        if key.value not in ("nproc", "nofile", "core", "memlock") or key.value == "memlock" and _is_store(service):
            continue
        ends = (node.get("hard"), node.get("soft")) if isinstance(node, Mapping) else (node,)
        value = next((end for end in ends if isinstance(end, Scalar) and end.value in ("-1", "unlimited")), None)
        if value is not None:
            yield Problem(value, f"{key.value} is unlimited")


def _is_store(service: Service) -> bool:
    return _STORES.search(f"{service.name} {service.image or ''} {service.context or ''}".lower()) is not None
