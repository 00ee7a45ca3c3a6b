"""What a service is built from."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join
from posixpath import normpath

from hullmark.model import Build
from hullmark.model import Source
from hullmark.model import Url
from hullmark.shell.urls import urls_in

from hullmark_compose.service import Service
from hullmark_compose.syntax import pairs


def build_of(service: Service) -> Build | None:
    """Return the build of a service; one that is only run has a platform at most, None where it has none of both.

    What it hands to the build, and the stage, are those that are written at the service itself.
    """
    platform, written = service.view.text("platform"), service.node.mapping("build")
    if platform is None and not service.view.has("build"):
        return None
    return Build(
        service.span, service.name, service.build.text("dockerfile_inline") or service.build.text("dockerfile"),
        (source_of(service),), written.text("target"), tuple(pair.name for pair in pairs(written.get("args"))),
        tuple(service.build.texts("platforms")), platform,
    )


def urls_of(service: Service) -> Iterator[Url]:
    """Yield the URLs of the contexts of a build."""
    further = pairs(service.build.get("additional_contexts"))
    for text in (service.context, *(pair.value for pair in further)):
        if text is not None and "://" in text:
            yield from urls_in(text, "the build")


def source_of(service: Service) -> Source:
    """Return the Dockerfile of a service and its context, from the file's folder, as far as they can be told."""
    context, name = service.context, service.build.text("dockerfile")
    folder = normpath(context) if context is not None and context.known else None
    path = normpath(join(folder, name or "Dockerfile")) if folder is not None and (not name or name.known) else None
    return Source(path, folder, service.build.text("dockerfile_inline"))
