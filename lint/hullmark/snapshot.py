"""The registry, remembered between runs.

JSON in the user's cache directory. It holds names only: whatever it says is imported from the installed packs, never
from the file itself. It is valid for one interpreter, one set of ``sys.path`` directories and one state of the packs'
files; anything unexpected in it is a miss.
"""

from __future__ import annotations

import os
import sys
from typing import Any
from typing import TYPE_CHECKING

from hullmark import __version__
from hullmark.deferred import Deferred
from hullmark.deferred import reference
from hullmark.document import Format
from hullmark.rule import DeferredCheck
from hullmark.rule import Rule

if TYPE_CHECKING:
    from hullmark.registry import Registry

_LAYOUT = 7

#: Installations that are remembered side by side: a project's, those of pre-commit ...
_MAX_FILES = 8


def _name(directory: str) -> str:
    """Return the file for this installation; several take turns without forgetting each other."""
    import zlib

    place = zlib.crc32("\0".join(sys.path).encode("utf-8", "surrogatepass"))
    return os.path.join(directory, f"registry-{sys.implementation.cache_tag}-{place:08x}.json")


def _forget(directory: str) -> None:
    """Remove the files of the installations that were remembered longest ago."""
    with os.scandir(directory) as entries:
        files = [(entry.stat().st_mtime, entry.path) for entry in entries if entry.name.startswith("registry-")]
    for _, path in sorted(files)[:-_MAX_FILES]:
        os.unlink(path)


def _environment() -> list[Any]:
    """Identify the interpreter and the state of the directories that hold installed distributions."""
    return [_LAYOUT, __version__, sys.version, [[entry, _changed(entry)] for entry in sys.path if os.path.isdir(entry)]]


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _folder_state(folder: str) -> list[int]:
    """Return the number of files in a folder, code and data, and the latest change of one."""
    latest = count = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if "." in entry.name:
                    count += 1
                    latest = max(latest, entry.stat().st_mtime_ns)
    except OSError:
        pass
    return [count, latest]


def _folders(root: str) -> list[str]:
    """Return the folders of a package."""
    return [folder for folder, _, _ in os.walk(root) if os.path.basename(folder) != "__pycache__"]


def _state(rows: dict[str, Any]) -> bytes:
    """Identify the state of what is installed."""
    return repr((rows["environment"], rows["folders"])).encode("utf-8", "surrogatepass")


def read(directory: str) -> dict[str, Any] | None:
    """Return what was written here, if it still holds."""
    import json

    try:
        with open(_name(directory), encoding="utf-8") as stream:
            rows = json.load(stream)
        if rows["environment"] != _environment():
            return None
        if any(_folder_state(folder) != state for folder, state in rows["folders"]):
            return None
        return dict(rows)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(directory: str, registry: Registry, modules: list[Any]) -> Registry:
    """Remember a registry, and return it with its state; a directory that cannot be written is left alone."""
    import json
    import tempfile

    folders = {os.path.dirname(module.__file__) for module in modules}
    folders |= {os.path.dirname(sys.modules[rule.module].__file__ or "") for rule in registry.rules}
    folders |= {folder for root in (os.path.dirname(__file__), *folders) for folder in _folders(root)}
    rows = {
        "environment": _environment(),
        "folders": [[folder, _folder_state(folder)] for folder in sorted(folders)],
        "formats": [_format_row(format) for format in registry.formats],
        "rules": [_rule_row(rule) for rule in registry.rules],
        "dialects": [[format, reference(dialect)] for format, dialect in registry.dialects],
        "reporters": {name: reference(reporter) for name, reporter in registry.reporters.items()},
    }
    try:
        os.makedirs(directory, mode=0o700, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=directory, prefix=".registry-")
        with open(handle, "w", encoding="utf-8") as stream:
            json.dump(rows, stream)
        os.replace(new, _name(directory))
        _forget(directory)
    except OSError:
        pass
    return registry._replace(state=_state(rows))


def _maybe(thing: Any) -> str | None:
    return None if thing is None else reference(thing)


def _rule_row(rule: Rule) -> list[Any]:
    row: list[Any] = list(rule)
    row[Rule._fields.index("check")] = None  # found again by module and slug
    row[Rule._fields.index("options")] = _maybe(rule.options)
    return row


def _format_row(format: Format) -> list[Any]:
    return [
        format.name,
        list(format.globs),
        *(_maybe(thing) for thing in (format.parse, format.scope, format.recognises, format.edit, format.options)),
        {name: reference(reader) for name, reader in format.imports.items()},
        *(_maybe(thing) for thing in (format.gather, format.root)),
    ]


def restore(rows: dict[str, Any]) -> Registry:
    """Make the registry of what was read; nothing of the packs is imported."""
    from hullmark.registry import Registry

    def deferred(name: str | None) -> Any:
        return None if name is None else Deferred(name)

    formats = []
    for name, globs, parse, scope, recognises, edit, options, imports, *rest in rows["formats"]:
        readers = {key: Deferred(reader) for key, reader in imports.items()}
        functions = [deferred(function) for function in (recognises, edit, options)]
        formats.append(
            Format(
                name, tuple(globs), Deferred(parse), Deferred(scope), functions[0], functions[1], functions[2], readers,
                *map(deferred, rest),
            )
        )
    rules = []
    for row in rows["rules"]:
        rule = Rule(*row)
        rules.append(
            rule._replace(
                on=tuple(rule.on),
                when={kind: tuple(keys) for kind, keys in rule.when.items()},
                hints={kind: tuple(hints) for kind, hints in rule.hints.items()},
                not_in=tuple(rule.not_in),
                peers=tuple(rule.peers),
                check=DeferredCheck(rule.module, rule.slug),
                options=deferred(rule.options),
            )
        )
    return Registry(
        tuple(formats),
        tuple(rules),
        tuple((format, Deferred(name)) for format, name in rows["dialects"]),
        {name: Deferred(reporter) for name, reporter in rows["reporters"].items()},
        (),
        _state(rows),
    )
