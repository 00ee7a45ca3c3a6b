"""Compose files that belong together: those of one folder, and what they include, extend and are laid over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from collections.abc import Sequence

from hullmark.plugin import Document
from hullmark.yaml import compose

from hullmark_compose.interpolation import interpolate
from hullmark_compose.names import FRAGMENT
from hullmark_compose.names import is_canonical
from hullmark_compose.tree import Project

#: Files that are read for what others say of them, and their characters together.
_MAX_FILES = 64
_MAX_TEXT = 2_000_000
#: Where a project may lie that includes a file, and how it is called there.
_ABOVE = tuple(
    f"{folder}/{name}.{suffix}"
    for folder in ("..", "../..") for name in ("compose", "docker-compose") for suffix in ("yaml", "yml")
)


def read_project(document: Document) -> Project:
    """Return the tree of a document's text."""
    stream = compose(document.text)
    for root in stream.roots:
        interpolate(root)
    project = Project(stream, document)
    document.tree = project
    document.comments = lambda: stream.comments
    return project


class ProjectSet:
    """The files of one folder that are linted together, or one that is linted alone, and what they refer to.

    A file that is not among those given is read when somebody asks for it.
    """

    def __init__(self, projects: Sequence[Project], whole: bool) -> None:
        self.projects = projects
        self.whole = whole
        for project in projects:
            project.set = self
        self._given = {project.path: project for project in projects}
        self._read: dict[str, Project | None] = {}
        self._left = _MAX_TEXT
        for project in projects:
            for service in project.services.values() if whole else ():
                file, _ = service.extends
                other = self._given.get(located(file, project)) if file else None
                if other is not None and other is not project and not is_canonical(other.document.path):
                    other.kind = FRAGMENT

    def file(self, path: str, source: Project) -> Project | None:
        """Return the file at a path that is relative to the folder of ``source``, None where it is not at hand."""
        path = located(path, source)
        if path in self._given:
            return self._given[path]
        if path not in self._read and len(self._read) < _MAX_FILES:
            self._read[path] = self._project(path)
        return self._read.get(path)

    def _project(self, path: str) -> Project | None:
        """Read a file."""
        first = self.projects[0]
        name = os.path.relpath(path, os.path.dirname(first.path)).replace(os.sep, "/")
        text = first.document.surroundings.read(name)
        self._left -= len(text or "")
        if text is None or self._left < 0:
            return None
        project = read_project(Document(path, text, "compose"))
        project.set = self
        return project

    def declares(self, project: Project, section: str, name: str) -> bool:
        """Tell whether a section of some file that may be put together with this one holds a name, or may hold it."""
        family = [project, *(self.projects if self.whole else project.beside)]
        return self._in_family(family, section, name) or any(
            self._in_family([above], section, name) for above in self._including(project)
        )

    def _in_family(self, family: Sequence[Project], section: str, name: str) -> bool:
        """Look in files and in what they include; an included file that is not at hand may hold anything."""
        return any(one is None or name in one.section(section) for one in self._with_included(family))

    def _with_included(self, family: Sequence[Project]) -> Iterator[Project | None]:
        """Yield files and what they include, each once."""
        waiting: list[Project | None] = list(family)
        seen: set[int] = set()
        while waiting:
            one = waiting.pop()
            if id(one) not in seen:
                seen.add(id(one))
                yield one
                waiting += one.included if one is not None else ()

    def _including(self, project: Project) -> Iterator[Project]:
        """Yield the projects in the folders above that include a file."""
        for path in _ABOVE:
            above = self.file(path, project)
            if above is not None and any(one is project for one in self._with_included([above])):
                yield above

    def close(self) -> None:
        """Take apart what was read."""
        read, self._read = self._read, {}
        for project in read.values():
            if project is not None:
                project.close()


def located(path: str, source: Project) -> str:
    """Return the absolute path of a file that a project names."""
    return os.path.normpath(os.path.join(os.path.dirname(source.path), path))
