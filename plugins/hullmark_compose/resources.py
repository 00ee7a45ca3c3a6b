"""What a service is given of processor and memory, and where its two ways to say so contradict each other.

Sources: https://docs.docker.com/reference/compose-file/deploy/#resources and the older keys of a service, which
compose-go refuses beside those when they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hullmark.model import Resources
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_compose.security import unsaid
from hullmark_compose.service import Service

_SIZE = pattern(r"([+-]?\d{1,18}(?:\.\d{0,18})?) ?(?:([kmgtp])i?)?b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
#: Keys that limit the time of processors.
_CPU_LIMITS = ("cpus", "cpu_quota", "cpu_count", "cpu_percent")
#: Keys of a service, and the path below ``deploy`` that says the same.
_TWICE = (
    ("cpus", ("resources", "limits", "cpus")),
    ("mem_limit", ("resources", "limits", "memory")),
    ("mem_reservation", ("resources", "reservations", "memory")),
    ("pids_limit", ("resources", "limits", "pids")),
    ("scale", ("replicas",)),
)


def amount(text: str) -> Decimal | None:
    """Return the number that a size or a count stands for, None for what is none: 512m is 536870912."""
    match = _SIZE.fullmatch(text.strip())
    return Decimal(match[1]) * 1024 ** _POWERS[(match[2] or "").lower()] if match is not None else None


def resources_of(service: Service) -> Resources | None:
    """Return what a service is given, by ``deploy.resources`` or by the keys that came before it.

    None where nothing is asked for: of services that run to their end, or that Compose does not run. No scheduler looks
    for room for a service, so a reservation that is not said is not missing.
    """
    if service.ends or service.view.has("provider"):
        return None
    view, given = service.view, service.deploy.mapping("resources")
    limits, reservations = given.mapping("limits"), given.mapping("reservations")
    nothing = Text("", service.span, known=False, editable=False)
    return Resources(
        service.at("deploy", "resources").span,
        reservations.text("cpus") or view.text("cpu_shares") or nothing,
        _limit(limits.text("cpus"), *map(view.text, _CPU_LIMITS)) or _elsewhere(service, *_CPU_LIMITS),
        reservations.text("memory") or view.text("mem_reservation") or nothing,
        _limit(limits.text("memory"), view.text("mem_limit")) or _elsewhere(service, "mem_limit"),
        service.at("deploy", "resources", "reservations").span,
        service.at("deploy", "resources", "limits").span,
        tuple(_contradictions(service)),
    )


def _limit(*said: Text | None) -> Text | None:
    """Return the first limit that holds, else one that is said: a limit of zero or below is "0"."""
    texts = [text for text in said if text is not None]
    for text in texts:
        number = amount(text)
        if number is None or number > 0:
            return text
    return texts[0].substitute("0", texts[0].known) if texts else None


def _elsewhere(service: Service, *keys: str) -> Text | None:
    return next((text for key in ("deploy", *keys) if (text := unsaid(service, key)) is not None), None)


def _contradictions(service: Service) -> Iterator[tuple[Text, str]]:
    """Yield values that Compose refuses or that cannot hold, each with what is said elsewhere."""
    view, deploy = service.view, service.deploy
    for key, path in _TWICE:
        old, new = view.text(key), deploy.mapping(*path[:-1]).text(path[-1])
        if old is None or new is None or not (old.known and new.known):
            continue
        before, now = amount(old), amount(new)
        if before is not None and now is not None and before != now:
            yield old, f"{key} {old} contradicts {path[-1]} {new} of deploy"
    given = deploy.mapping("resources")
    for name, old_limit, old_request in (("memory", "mem_limit", "mem_reservation"), ("cpus", "cpus", "")):
        limit = given.mapping("limits").text(name) or view.text(old_limit)
        request = given.mapping("reservations").text(name) or view.text(old_request)
        if limit is not None and request is not None:
            most, least = amount(limit), amount(request)
            if most is not None and least is not None and 0 < most < least:
                yield request, f"a reservation of {request} is more than the limit of {limit}"
    for replicas in (view.text("scale"), deploy.text("replicas")):
        if replicas is not None and replicas.startswith("-"):
            yield replicas, f"there cannot be {replicas} containers of a service"
