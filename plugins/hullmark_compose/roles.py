"""What a service is for: by the name of its image, its own where the image is built or not known, or its command."""

from __future__ import annotations

from hullmark.model import parse_image
from hullmark.plugin import pattern
from hullmark.roles import named_as

from hullmark_compose.service import Service
from hullmark_compose.words import words_of

#: Commands that do nothing, without end.
_IDLING = pattern(
    r"(?:(?:/\S*/)?\w*sh -l?c )?(?:exec )?(?:sleep inf(?:inity)?|tail -[fF] /dev/null"
    r"|while (?:sleep \d+|true|:) ?; ?do (?:sleep \d+|:) ?; ?done)\s*;?"
)


def is_a(service: Service, role: str) -> bool:
    """Tell whether a service has a role."""
    return named_as(_called(service), role)


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
