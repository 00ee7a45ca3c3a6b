"""A limit of the container's processes is lifted.

Why: one process can then take all processes, open files or locked memory of the host from the others.
Instead: set the limit that the program needs, as in ``nofile: 65536``.
Flags: a limit of ``nproc``, ``nofile``, ``core`` or ``memlock``, or its soft or hard end, that is -1, unlimited or
infinity: in ``ulimits``, ``Ulimit=``, ``--ulimit``, and in what an engine gives every container.
Not flagged: ``memlock`` of search engines and databases, whose makers ask for it; finite values; variables.
See: https://docs.docker.com/reference/compose-file/services/#ulimits
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

_STORES = pattern(
    r"elastic|opensearch|opendistro|solr|lucene|cassandra|scylla|mongo|mysql|mariadb|postgres|oracle|mssql|redis|valkey"
    r"|clickhouse|druid|neo4j|couch|vault|openbao|milvus|weaviate|qdrant|crate|kafka"
)


_LIMITS = frozenset(("nproc", "nofile", "core", "memlock"))
_NONE = frozenset(("-1", "unlimited", "infinity"))


@rule(RESILIENCE, INFO, on=RunOption, when=("ulimit",), profile=STRICT, peers="dockerbench:5.19")
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if option.about in _LIMITS and option.value in _NONE and not (option.about == "memlock" and _is_store(option)):
        yield Problem(option, f"{option.about} is unlimited")


def _is_store(option: RunOption) -> bool:
    name, image = option.container.name, option.container.image
    return _STORES.search(f"{name or ''} {image.text if image is not None else ''}".lower()) is not None
