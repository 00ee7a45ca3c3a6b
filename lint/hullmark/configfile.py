"""Files of settings: ``hullmark.toml``, ``[tool.hullmark]`` in ``pyproject.toml``, or other tools' that a format reads.

A file inside a checkout is data: it can switch rules, severities, options and paths, and nothing else. Every unknown
key is an error that names the nearest known one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from hullmark.config import Config
from hullmark.config import ConfigError
from hullmark.config import Override
from hullmark.deferred import load as load_deferred
from hullmark.document import Format
from hullmark.finding import DEFAULT
from hullmark.finding import PROFILES
from hullmark.finding import SEVERITIES
from hullmark.finding import WARNING
from hullmark.ids import Ids
from hullmark.ids import hint
from hullmark.registry import Registry

#: Bytes of a configuration file.
MAX_BYTES = 1 << 20
#: Ids of another tool that a note names.
MAX_NAMED = 5

NEVER = "never"
FILE = "hullmark.toml"
PYPROJECT = "pyproject.toml"

_KEYS = {
    "profile": str, "select": list, "extend-select": list, "ignore": list, "exclude": list, "fail-on": str,
    "severity": dict, "rules": dict, "overrides": list,
}
#: How a type is called in a message.
_TYPES = {
    list: "a list", dict: "a table", str: "a string", int: "a number", bool: "true or false", float: "a number",
}
_OVERRIDE_KEYS = {"paths": list, "extend-select": list, "ignore": list, "severity": dict}


def read_file(path: str, registry: Registry, ids: Ids) -> Config | None:
    """Read a configuration file; None for one that says nothing to us. Raises ConfigError.

    That is a ``pyproject.toml`` without our table, or a file of another tool that speaks of other things only.
    """
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{path}: the file is larger than {MAX_BYTES} bytes")
    text = data.decode("utf-8-sig", "replace")
    for format in registry.formats:
        reader = format.imports.get("." + os.path.basename(path).removeprefix("."))
        if reader is not None:
            try:
                table = reader(text)
            except ValueError as error:
                raise ConfigError(f"{path}: {error}") from None
            return parse(table, path, registry, ids, text) if table else None
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: {error or type(error).__name__}") from None
    if os.path.basename(path) == PYPROJECT:
        tool = table.get("tool")
        own = tool.get("hullmark") if isinstance(tool, dict) else None
        if not isinstance(own, dict):
            return None
        table = own
    return parse(table, path, registry, ids)


def merged(configs: Sequence[Config]) -> Config | None:
    """Lay the files that other tools have in one folder together; None where there is none.

    What one tool is told to run alone runs beside the rest.
    """
    if len(configs) < 2:
        return configs[0] if configs else None
    return Config(
        configs[0].path,
        extend_select=tuple(name for config in configs for name in (*config.select, *config.extend_select)),
        ignore=tuple(name for config in configs for name in config.ignore),
        exclude=tuple(pattern for config in configs for pattern in config.exclude),
        fail_on=next((config.fail_on for config in configs if config.fail_on != WARNING), WARNING),
        severity={name: severity for config in configs for name, severity in config.severity.items()},
        rules={slug: options for config in configs for slug, options in config.rules.items()},
        formats={name: options for config in configs for name, options in config.formats.items()},
        overrides=tuple(override for config in configs for override in config.overrides),
        notes=tuple(note for config in configs for note in config.notes),
    )


def parse(table: dict[str, Any], path: str, registry: Registry, ids: Ids, foreign: str = "") -> Config:
    """Check a table of settings and return it as Config. Raises ConfigError.

    ``foreign`` is the text of another tool's file that the table was made of: it may name rules that only that tool
    has, which is noted, and the table may hold ``notes`` of its reader.
    """
    notes = [f"{path}: {note}" for note in table.pop("notes", ())] if foreign else []
    reader = _Reader(path, registry, ids, foreign)
    formats = {format.name: format for format in registry.formats}
    for key, value in table.items():
        if key not in _KEYS and key not in formats:
            reader.fail(f'unknown key "{key}"{hint(key, [*_KEYS, *formats])}')
        reader.typed(key, value, _KEYS.get(key, dict))
    config = Config(
        path,
        reader.choice("profile", table.get("profile", DEFAULT), PROFILES),
        reader.ids_of("select", table),
        reader.ids_of("extend-select", table),
        reader.ids_of("ignore", table),
        reader.strings("exclude", table),
        reader.choice("fail-on", table.get("fail-on", WARNING), (*SEVERITIES, NEVER)),
        reader.severities(table),
        {slug: reader.rule_options(slug, value) for slug, value in table.get("rules", {}).items()},
        {name: reader.format_options(formats[name], table[name]) for name in formats if name in table},
        tuple(reader.override(item) for item in table.get("overrides", ())),
    )
    if reader.unknown:
        first = ", ".join(list(reader.unknown)[:MAX_NAMED])
        more = len(reader.unknown) - MAX_NAMED
        notes.append(f"{path}: no rule here stands for {first}{f' and {more} others' if more > 0 else ''}")
    return config._replace(notes=tuple(notes))


class _Reader:
    """Checks the values of one file."""

    def __init__(self, path: str, registry: Registry, ids: Ids, foreign: str) -> None:
        self.path = path
        self.foreign = foreign
        self.unknown: dict[str, None] = {}
        self.ids = ids
        self.by_slug = {rule.slug: rule for rule in registry.rules}

    def fail(self, message: str) -> None:
        """Raise the error of this file."""
        raise ConfigError(f"{self.path}: {message}" if self.path else message)

    def typed(self, key: str, value: Any, kind: type) -> Any:
        """Return the value if it is of this kind."""
        if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
            self.fail(f'"{key}" must be {_TYPES.get(kind, kind.__name__)}')
        return value

    def choice(self, key: str, value: str, choices: tuple[str, ...]) -> str:
        """Return the value if it is one of the choices."""
        if value not in choices:
            self.fail(f'"{key}" must be one of {", ".join(choices)}, not "{value}"{hint(str(value), choices)}')
        return value

    def strings(self, key: str, table: dict[str, Any]) -> tuple[str, ...]:
        """Return a list of strings."""
        values = self.typed(key, table.get(key, []), list)
        if not all(isinstance(value, str) for value in values):
            self.fail(f'"{key}" must hold strings')
        return tuple(values)

    def ids_of(self, key: str, table: dict[str, Any]) -> tuple[str, ...]:
        """Return a list of ids of rules."""
        values = self.strings(key, table)
        for value in values:
            self.known(key, value)
        return values

    def known(self, key: str, value: str) -> None:
        """Fail unless the id stands for a rule; take note of what another tool's file names that only that tool has."""
        if self.ids.find(value):
            return
        if self.foreign:
            identifier = value.partition(":")[2] or value
            if identifier in self.foreign:
                self.unknown[identifier] = None
        else:
            close = self.ids.nearest(value)
            self.fail(f'"{key}" names an unknown rule, "{value}"{f"; did you mean {close}?" if close else ""}')

    def severities(self, table: dict[str, Any]) -> dict[str, str]:
        """Return the table of severities by id."""
        values: dict[str, str] = self.typed("severity", table.get("severity", {}), dict)
        for key, value in values.items():
            self.known("severity", key)
            self.choice(f"severity.{key}", value, SEVERITIES)
        return values

    def override(self, item: Any) -> Override:
        """Check one of the overrides."""
        self.typed("overrides", item, dict)
        for key in item:
            if key not in _OVERRIDE_KEYS:
                self.fail(f'unknown key "overrides.{key}"{hint(key, _OVERRIDE_KEYS)}')
        paths = self.strings("paths", item)
        if not paths:
            self.fail('an override needs "paths"')
        return Override(paths, self.ids_of("extend-select", item), self.ids_of("ignore", item), self.severities(item))

    def rule_options(self, slug: str, value: Any) -> dict[str, Any]:
        """Check the options of a rule."""
        if slug not in self.by_slug:
            self.fail(f'"rules.{slug}" is no rule{hint(slug, self.by_slug)}')
        return self.options(f"rules.{slug}", load_deferred(self.by_slug[slug].options), value)

    def format_options(self, format: Format, value: Any) -> dict[str, Any]:
        """Check the options of a format."""
        return self.options(format.name, load_deferred(format.options), value)

    def options(self, key: str, kind: Any, value: Any) -> dict[str, Any]:
        """Check a table against a NamedTuple with defaults; return it with underscores and tuples."""
        self.typed(key, value, dict)
        defaults: dict[str, Any] = getattr(kind, "_field_defaults", {})
        hints = get_type_hints(kind) if kind else {}
        found: dict[str, Any] = {}
        for name, given in value.items():
            field = name.replace("-", "_")
            if field not in defaults:
                known = [known.replace("_", "-") for known in defaults]
                self.fail(f'unknown key "{key}.{name}"{hint(name, known)}')
            default = defaults[field]
            self.typed(f"{key}.{name}", given, list if isinstance(default, tuple) else type(default))
            self.items(f"{key}.{name}", given, hints[field])
            found[field] = tuple(given) if isinstance(given, list) else given
        wrong = kind(**found).wrong() if hasattr(kind, "wrong") else ""
        if wrong:
            self.fail(f"{key}: {wrong}")
        return found

    def items(self, key: str, value: Any, hint: Any) -> None:
        """Check what a list or a table holds against the X of ``tuple[X, ...]`` or ``dict[str, X]``."""
        kind: Any = (get_args(hint) or (None,))[1 if get_origin(hint) is dict else 0]
        if kind in _TYPES:
            for item in value.values() if isinstance(value, dict) else value:
                if not isinstance(item, kind) or isinstance(item, bool) is not (kind is bool):
                    self.fail(f'"{key}" must hold {_TYPES[kind].removeprefix("a ")}s')
