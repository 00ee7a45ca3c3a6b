"""Settings: ``hullmark.toml``, ``[tool.hullmark]`` in ``pyproject.toml``, or another tool's file that a format reads.

The nearest file above a linted file holds for it; it is not merged with those further up. A file inside a checkout is
data: it can switch rules, severities, options and paths, and nothing else. Every unknown key is an error that names
the nearest known one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from typing import NamedTuple
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from hullmark.deferred import load as load_deferred
from hullmark.document import Format
from hullmark.finding import DEFAULT
from hullmark.finding import PROFILES
from hullmark.finding import SEVERITIES
from hullmark.finding import WARNING
from hullmark.ids import Ids
from hullmark.ids import hint
from hullmark.registry import Registry
from hullmark.rule import Rule

#: Bytes of a configuration file.
MAX_BYTES = 1 << 20

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


class ConfigError(Exception):
    """A setting is wrong. The message is one line that names the file."""


class Override(NamedTuple):
    """Settings for the files that match one of the patterns, relative to the configuration's folder."""

    paths: tuple[str, ...]
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, str] = {}


class Config(NamedTuple):
    """The settings for some files. ``path`` is the file they come from, "" for none; ids are as written.

    ``rules`` holds the options by slug, ``formats`` those by format name, both as read.
    """

    path: str = ""
    profile: str = DEFAULT
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str = WARNING
    severity: dict[str, str] = {}
    rules: dict[str, dict[str, Any]] = {}
    formats: dict[str, dict[str, Any]] = {}
    overrides: tuple[Override, ...] = ()

    @property
    def folder(self) -> str:
        """Where patterns are relative to."""
        return os.path.dirname(self.path)


def read_file(path: str, registry: Registry, ids: Ids) -> Config | None:
    """Read a configuration file; None for a ``pyproject.toml`` without our table. Raises ConfigError."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{path}: the file is larger than {MAX_BYTES} bytes")
    text = data.decode("utf-8-sig", "replace")
    for format in registry.formats:
        for name, reader in format.imports.items():
            if os.path.basename(path) == name:
                try:
                    return parse(reader(text), path, registry, ids, foreign=True)
                except ValueError as error:
                    raise ConfigError(f"{path}: {error}") from None
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


def parse(table: dict[str, Any], path: str, registry: Registry, ids: Ids, foreign: bool = False) -> Config:
    """Check a table of settings and return it as Config. Raises ConfigError.

    A ``foreign`` table was made of another tool's file: it may name rules that only that tool has.
    """
    reader = _Reader(path, registry, ids, foreign)
    formats = {format.name: format for format in registry.formats}
    for key, value in table.items():
        if key not in _KEYS and key not in formats:
            reader.fail(f'unknown key "{key}"{hint(key, [*_KEYS, *formats])}')
        reader.typed(key, value, _KEYS.get(key, dict))
    return Config(
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


class _Reader:
    """Checks the values of one file."""

    def __init__(self, path: str, registry: Registry, ids: Ids, foreign: bool) -> None:
        self.path = path
        self.foreign = foreign
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
        """Fail unless the id stands for a rule; another tool's file may name what only that tool has."""
        if not self.foreign and not self.ids.find(value):
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


class Selection:
    """What holds for one file: the rules that run, with their severities and options.

    Made once for each combination of settings; ``by_type`` is filled by the engine. ``profiles`` are those that the
    chosen one holds. ``recipe`` identifies the settings.
    """

    def __init__(self, registry: Registry, ids: Ids, config: Config, overrides: tuple[Override, ...] = ()) -> None:
        self.registry = registry
        self.ids = ids
        self.config = config
        self._format_options: dict[str, Any] = {}
        self.recipe = repr((config._replace(path="", exclude=()), overrides)).encode("utf-8", "surrogatepass")
        ignored = _resolve(ids, (*config.ignore, *(name for override in overrides for name in override.ignore)))
        extra = _resolve(ids, (*config.extend_select, *(n for override in overrides for n in override.extend_select)))
        chosen = _resolve(ids, config.select)
        self.profiles = PROFILES[:PROFILES.index(config.profile) + 1]
        self.enabled = {
            rule.slug
            for rule in registry.rules
            if rule.slug in extra
            or (rule.slug in chosen if config.select else rule.profile in self.profiles)
        } - ignored
        self.severity: dict[str, str] = {}
        for table in (config.severity, *(override.severity for override in overrides)):
            for name, severity in table.items():
                self.severity.update(dict.fromkeys(ids.find(name), severity))
        self.rules = {rule.slug: rule for rule in registry.rules}
        self.by_type: dict[type, Any] = {}

    def options(self, rule: Rule) -> Any:
        """Return the options of a rule."""
        if rule.options is None:
            return None
        return load_deferred(rule.options)(**self.config.rules.get(rule.slug, {}))

    def format_options(self, format: Format) -> Any:
        """Return the options of a format."""
        if format.options is None:
            return None
        if format.name not in self._format_options:
            kind = load_deferred(format.options)
            self._format_options[format.name] = kind(**self.config.formats.get(format.name, {}))
        return self._format_options[format.name]

    def severity_of(self, rule: Rule, format: str) -> str:
        """Return the severity that the user or else the rule gives in files of a format."""
        return self.severity.get(rule.slug) or rule.severity_for(format)


def _resolve(ids: Ids, names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(ids.find(name) for name in names))
