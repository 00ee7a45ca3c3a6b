"""The files that units of Podman and bake files name, and what they fetch."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import join

from hullmark.model import FileReference
from hullmark.model import RemoteReference
from hullmark.plugin import pattern
from hullmark.yaml import Mapping

from hullmark_daemon.unitfile import Section

#: For each section, the keys whose values are files, with the use that this is.
_KEYS = {
    "Container": {"EnvironmentFile": "env_file"}, "Kube": {"Yaml": "kube", "ConfigMap": "configs"},
    "Build": {"File": "build"},
}
#: What names the folder of the unit, from which paths count.
_OWN_FOLDER = ("unit", "file", "yaml")
_FETCHED = r"\w+://|git@|github\.com/|[^#]*\.git(?:#|$)"
#: A folder or file that is fetched.
_REMOTE = pattern(_FETCHED)
#: The same, or one that is filled in later.
ELSEWHERE = pattern(rf"{_FETCHED}|target:|\$|-$")


def named_by_unit(section: Section) -> Iterator[FileReference]:
    """Yield the files of a section; a minus in front says that one may be missing."""
    if section.last("SetWorkingDirectory") not in (None, *_OWN_FOLDER):
        return
    for key, use in _KEYS.get(section.name, {}).items():
        for path in section.all(key):
            needed = not path.startswith("-")
            path = path if needed else path.part(1)
            if not ELSEWHERE.match(path):
                yield FileReference(path.span, path, str(path), use, needed)


def fetched_by_unit(section: Section) -> Iterator[RemoteReference]:
    """Yield the context of a build where it is fetched, and its file."""
    for key in ("SetWorkingDirectory", "File") if section.name == "Build" else ():
        path = section.last(key)
        if path is not None and _REMOTE.match(path):
            yield RemoteReference(path, "context")


def named_by_target(target: Mapping) -> Iterator[FileReference]:
    """Yield the context of a target and its Dockerfile, unless another target may say the one or the other."""
    context, name = target.text("context"), target.text("dockerfile")
    if context is None and "inherits" in target or context is not None and ELSEWHERE.match(context):
        return
    if context is not None and context.known:
        yield FileReference(context.span, context, str(context), "build")
    if name is not None and (context is None or context.known) and "dockerfile-inline" not in target:
        yield FileReference(name.span, name, join(context or ".", name), "build")


def fetched_by_target(target: Mapping) -> Iterator[RemoteReference]:
    """Yield the contexts of a target that are fetched."""
    contexts = target.mapping("contexts")
    for context in (target.text("context"), *(contexts.text(key.value) for key, _ in contexts)):
        if context is not None and _REMOTE.match(context):
            yield RemoteReference(context, "context")
