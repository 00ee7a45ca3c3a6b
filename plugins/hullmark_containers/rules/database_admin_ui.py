"""A page for administering a database is published with the service.

Why: it stands in front of everything that is in the database; its login is often a default or none, and holes in such
pages are looked for first.
Instead: publish it for this machine alone, ``127.0.0.1:8080:80``, and come by a tunnel; or start it only on demand,
``profiles: [tools]``, or from a file for development.
Flags: a published port of phpMyAdmin, Adminer, pgAdmin, pgweb, mongo-express, Redis Commander, RedisInsight,
CloudBeaver, kafka-ui, AKHQ, Kafdrop, phpLDAPadmin, Elasticvue, Cerebro, Flower and the like, and RabbitMQ's page. In
the profile strict, as information, one that is published for this machine alone.
Not flagged: services with a profile; files that are named after development or tests; pages without a published port.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Port
from hullmark.plugin import DAEMONS
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.adminuis import is_admin_ui
from hullmark_containers.adminuis import is_aside
from hullmark_containers.adminuis import is_near


@rule(DAEMONS, WARNING, on=Port)
def check(port: Port, context: Context) -> Iterator[Problem]:
    """Flag the image, for the first of its ports."""
    container = port.container
    if container is None or container.role != "service" or container.image is None:
        return
    image, workload = container.image, container.workload
    if not is_admin_ui(image, port) or workload is not None and (workload.optional or workload.kind != "service"):
        return
    if not is_aside(context.document.path):
        near = is_near(port)
        message = f"the page of {image.name} is published, which administers what is stored behind it"
        yield Problem(image.name, message, severity=INFO if near else None, profile=STRICT if near else DEFAULT)
