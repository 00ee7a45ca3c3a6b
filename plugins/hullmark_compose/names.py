"""Which files are Compose files, and of what kind, by their name and by how they begin."""

from __future__ import annotations

from hullmark.plugin import pattern

#: A project of its own; what is merged over another file; what others include or extend.
COMPLETE, OVERRIDE, FRAGMENT = "complete", "override", "fragment"

_NAMED = pattern(r"(?:(?:docker|podman)[-_.]?)?compose(?:[-_.][\w.+-]*)?\.ya?ml|[\w.+-]+[-_.]compose\.ya?ml")
_CANONICAL = pattern(r"(?:(?:docker|podman)-)?compose\.ya?ml")
_OVERRIDE = pattern(r"(?:^|[-_.])overrides?(?:[-_.]|$)")
_FRAGMENT = pattern(r"(?:^|[-_.])(?:base|common|fragments?|includes?|shared|templates?)(?:[-_.]|$)")

#: Top-level keys of other formats: Kubernetes, workflows, pipelines, playbooks.
_FOREIGN = pattern(r"(?m)^[\"']?(?:apiVersion|kind|on|runs|stages|steps|pipeline|swagger|openapi)[\"']?\s*:")
_SERVICES = pattern(r"(?m)^[\"']?services[\"']?[ \t]*:[ \t]*(?:[&!]\S+[ \t]*)*(?:#.*)?\r?$")
_FLOW = pattern(r"(?m)^\{?\s*[\"']?services[\"']?\s*:\s*\{[^{}]*\{[^{}]*\b[\"']?(?:image|build|extends)\b")
#: A key that only a service has.
_OWN = pattern(r"[\"']?(?:image|build|extends|provider)[\"']?\s*:")
_IN_BRACES = pattern(r"[^{}#]*:\s*\{(?:[^{}]*[\s,])?[\"']?(?:image|build|extends|provider)[\"']?\s*:")


def base_name(path: str) -> str:
    """Return the name of a file without its folder, in lower case."""
    return path.replace("\\", "/").rpartition("/")[2].lower()


def is_canonical(path: str) -> bool:
    """Tell whether a file has the name that Compose looks for by itself."""
    return _CANONICAL.fullmatch(base_name(path)) is not None


def stands_alone(path: str) -> bool:
    """Tell whether a file is surely a project: it is called so, and is no dev container's, merged over another one."""
    return is_canonical(path) and ".devcontainer" not in path.replace("\\", "/").split("/")[:-1]


def recognises(path: str, head: str) -> bool:
    """Tell whether a file is named as a Compose file or begins like one."""
    if _FOREIGN.search(head):
        return False
    if _NAMED.fullmatch(base_name(path)):
        return True
    services = _SERVICES.search(head)
    if services is None:
        return _FLOW.search(head) is not None
    return _holds_services(head[services.end():])


def _holds_services(below: str) -> bool:
    """Tell whether a key that only a service has stands two levels below; lists have no levels of their own here."""
    levels: list[int] = []
    for line in below.splitlines():
        stripped = line.lstrip()
        if not stripped or stripped[0] == "#":
            continue
        indent = len(line) - len(stripped)
        if not indent:
            return False
        while levels and levels[-1] > indent:
            levels.pop()
        if not levels or levels[-1] < indent:
            levels.append(indent)
        if len(levels) == 2 and _OWN.match(stripped) or len(levels) == 1 and _IN_BRACES.match(stripped):
            return True
    return False


def kind_of(path: str) -> str:
    """Return what kind of file a name says; a name that says nothing is that of a complete one."""
    name = base_name(path).rpartition(".")[0]
    if is_canonical(path):
        return COMPLETE
    if _OVERRIDE.search(name):
        return OVERRIDE
    return FRAGMENT if _FRAGMENT.search(name) else COMPLETE
