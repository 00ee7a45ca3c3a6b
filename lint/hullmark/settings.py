"""Which settings hold for which file: the command line's, and those of the nearest configuration file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from hullmark.config import Config
from hullmark.config import ConfigError
from hullmark.config import Override
from hullmark.config import Selection
from hullmark.configfile import FILE
from hullmark.configfile import PYPROJECT
from hullmark.configfile import merged
from hullmark.configfile import read_file
from hullmark.discover import Excludes
from hullmark.ids import Ids
from hullmark.registry import Registry


class Flags(NamedTuple):
    """What the command line sets; None or empty where it says nothing."""

    profile: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    config: str | None = None
    isolated: bool = False


class Settings:
    """Finds and remembers the selection for each file. Raises ConfigError when a configuration is wrong."""

    def __init__(self, registry: Registry, flags: Flags) -> None:
        self.registry = registry
        self.flags = flags
        self.ids = Ids(registry.rules)
        self._imports = tuple(name for format in registry.formats for name in format.imports)
        self._sought = frozenset((FILE, PYPROJECT, ".git", *self._imports))
        self._folders: dict[str, Config] = {}
        self._selections: dict[tuple[str, tuple[int, ...]], Selection] = {}
        self._excludes: dict[tuple[str, int], Excludes] = {}
        self._only: Config | None = None
        if flags.isolated:
            self._only = Config()
        elif flags.config is not None:
            self._only = read_file(flags.config, registry, self.ids) or Config()

    def config(self, folder: str) -> Config:
        """Return the configuration for the files of an absolute folder."""
        if self._only is not None:
            return self._only
        passed = []
        current = folder
        while current not in self._folders:
            passed.append(current)
            names = self._names(current)
            found = self._in(current, names) if names else None
            parent = os.path.dirname(current)
            if found is None and parent != current and ".git" not in names:
                current = parent
                continue
            self._folders[current] = found or self._user()
        for path in passed:
            self._folders[path] = self._folders[current]
        return self._folders[folder]

    def _names(self, folder: str) -> frozenset[str]:
        """Return which of the names that we look for are in a folder; to list it is quicker than to try each."""
        try:
            return self._sought.intersection(os.listdir(folder))
        except OSError:
            return frozenset(name for name in self._sought if os.path.exists(os.path.join(folder, name)))

    def _in(self, folder: str, names: frozenset[str]) -> Config | None:
        """Return the configuration that lies in a folder: ours, or else what files of other tools say together."""
        for name in (FILE, PYPROJECT):
            found = self._read(folder, name) if name in names else None
            if found is not None:
                return found
        imports = [name for name in self._imports if name in names]
        return merged([found for name in imports if (found := self._read(folder, name)) is not None])

    def _read(self, folder: str, name: str) -> Config | None:
        path = os.path.join(folder, name)
        return read_file(path, self.registry, self.ids) if os.path.isfile(path) else None

    def notes(self, paths: Iterable[str]) -> list[str]:
        """Return what the configurations of some files leave to say to the user, each line once."""
        folders = dict.fromkeys(os.path.dirname(path) for path in paths)
        return list(dict.fromkeys(note for folder in folders for note in self.config(os.path.abspath(folder)).notes))

    def _user(self) -> Config:
        """Return the user's own configuration, for files that no other holds for."""
        base = os.environ.get("XDG_CONFIG_HOME", "")
        if not os.path.isabs(base):
            base = os.path.join(os.path.expanduser("~"), ".config")
        path = os.path.join(base, "hullmark", FILE)
        return (read_file(path, self.registry, self.ids) if os.path.isfile(path) else None) or Config()

    def selection(self, path: str) -> Selection:
        """Return the selection for a file."""
        absolute = os.path.abspath(path)
        config = self.config(os.path.dirname(absolute))
        matching = tuple(
            index for index, override in enumerate(config.overrides) if self._matches(config, index, override, absolute)
        )
        key = config.path, matching
        if key not in self._selections:
            overrides = tuple(config.overrides[index] for index in matching)
            self._selections[key] = Selection(self.registry, self.ids, self._merged(config), overrides)
        return self._selections[key]

    def _matches(self, config: Config, index: int, override: Override, path: str) -> bool:
        return bool(self._patterns(config, index, override.paths).decide(path, False))

    def _patterns(self, config: Config, index: int, patterns: tuple[str, ...]) -> Excludes:
        """Return the patterns of an override, or of ``exclude`` at index -1, made ready."""
        key = config.path, index
        if key not in self._excludes:
            try:
                self._excludes[key] = Excludes(os.path.abspath(config.folder), patterns)
            except ValueError as error:
                name = "exclude" if index < 0 else "overrides.paths"
                raise ConfigError(f'{config.path}: "{name}" holds a wrong pattern: {error}') from None
        return self._excludes[key]

    def excluded(self, path: str) -> bool:
        """Tell whether the configuration of a file leaves it out."""
        absolute = os.path.abspath(path)
        config = self.config(os.path.dirname(absolute))
        return bool(config.exclude) and bool(self._patterns(config, -1, config.exclude).decide(absolute, False))

    def _merged(self, config: Config) -> Config:
        """Lay the command line over a configuration."""
        flags = self.flags
        return config._replace(
            profile=flags.profile or config.profile,
            select=flags.select or config.select,
            extend_select=(*config.extend_select, *flags.extend_select),
            ignore=(*config.ignore, *flags.ignore),
            fail_on=flags.fail_on or config.fail_on,
        )
