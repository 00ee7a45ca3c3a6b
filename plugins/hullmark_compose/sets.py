"""The Compose files of one folder."""

from __future__ import annotations

from hullmark_compose.names import FRAGMENT
from hullmark_compose.names import is_canonical
from hullmark_compose.tree import Project


class ProjectSet:
    """The Compose files of one folder, with what they say of each other's services."""

    def __init__(self, projects: list[Project]) -> None:
        self.projects = projects
        self._by_name = {_name(project): project for project in projects}
        for project in projects:
            project.set = self
        for project in projects:
            self._extended(project)
            self._overridden(project)

    def file(self, path: str) -> Project | None:
        """Return the file of the folder at a path that is relative to it, None where there is none."""
        path = path.removeprefix("./")
        return self._by_name.get(path)

    def _extended(self, project: Project) -> None:
        """Tell services what they extend in another file of the folder, and that file that it is a fragment."""
        for service in project.services.values():
            file, name = service.extends
            other = self.file(file) if file is not None else None
            base = other.services.get(str(name)) if other is not None else None
            if base is None or other is None or other is project:
                continue
            service.elsewhere.append(base.view)
            service.unread = base.unread
            if not is_canonical(other.document.path):
                other.kind = FRAGMENT

    def _overridden(self, project: Project) -> None:
        """Tell the services of a complete file what the override beside it says of them, and the other way round."""
        if not is_canonical(project.document.path):
            return
        stem = _name(project).rpartition(".")[0]
        over = self.file(f"{stem}.override.yml") or self.file(f"{stem}.override.yaml")
        if over is None:
            return
        project.beside.append(over)
        over.beside.append(project)
        for name, service in project.services.items():
            other = over.services.get(name)
            if other is not None:
                service.elsewhere.append(other.view)
                other.elsewhere.append(service.view)


def _name(project: Project) -> str:
    return project.document.path.replace("\\", "/").rpartition("/")[2]
