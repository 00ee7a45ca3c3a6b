"""Settings: what a configuration says, and the rules that it selects for a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from typing import NamedTuple

from hullmark.deferred import load as load_deferred
from hullmark.document import Format
from hullmark.finding import CREDENTIALS
from hullmark.finding import DEFAULT
from hullmark.finding import PROFILES
from hullmark.finding import WARNING
from hullmark.ids import EVERYTHING
from hullmark.ids import Ids
from hullmark.registry import Registry
from hullmark.rule import Rule


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

    ``rules`` holds the options by slug, ``formats`` those by format name, both as read. ``notes`` are lines for the
    user about what another tool's file says and cannot be taken over.
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
    notes: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """Where patterns are relative to."""
        return os.path.dirname(self.path)


class Selection:
    """What holds for one file: the rules that run, with their severities and options.

    Made once for each combination of settings; ``entries`` is filled by ``dispatch``. ``profiles`` are those that the
    chosen one holds. ``run`` are the rules that run: the enabled ones, and those on credentials, so that what they find
    is masked. ``recipe`` identifies the settings.
    """

    def __init__(self, registry: Registry, ids: Ids, config: Config, overrides: tuple[Override, ...] = ()) -> None:
        self.registry = registry
        self.ids = ids
        self.config = config
        self._format_options: dict[str, Any] = {}
        own = config._replace(path="", exclude=(), notes=())
        self.recipe = repr((own, overrides)).encode("utf-8", "surrogatepass")
        self.rules = {rule.slug: rule for rule in registry.rules}
        ignored = self._ignored((*config.ignore, *(name for override in overrides for name in override.ignore)))
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
        self.run = self.enabled.union(rule.slug for rule in registry.rules if rule.category == CREDENTIALS)
        self.entries: dict[str, dict[type, Any]] = {}

    def _ignored(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return the rules to leave out; those on credentials only where an id names them, not by a wildcard."""
        wide = _resolve(self.ids, (name for name in names if name.endswith(EVERYTHING)))
        named = _resolve(self.ids, (name for name in names if not name.endswith(EVERYTHING)))
        return named.union(slug for slug in wide if self.rules[slug].category != CREDENTIALS)

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
