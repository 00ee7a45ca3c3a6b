"""What the installed packs provide: formats, rules, suppression dialects and reporters.

Packs are found through entry points and asked through pluggy, once. The answer is remembered in the user's cache
directory by name, not by value, so that a later run imports neither pluggy nor the rules that its files do not need;
the memory is dropped when an installed distribution or a file of a pack changes. A pack or a rule that cannot be
imported is reported in ``errors`` and costs only itself.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from collections.abc import Iterable
from typing import Any
from typing import NamedTuple

from hullmark import snapshot
from hullmark.builtin import RULES
from hullmark.document import Format
from hullmark.rule import BrokenRules
from hullmark.rule import Rule
from hullmark.suppress import Dialect

GROUP = "hullmark"


class Registry(NamedTuple):
    """Everything that is installed. ``rules`` are in the order of their slugs and include the engine's own.

    ``state`` identifies the code that makes findings; it is empty where that is not known.
    """

    formats: tuple[Format, ...]
    rules: tuple[Rule, ...]
    dialects: tuple[tuple[str, Dialect], ...]
    reporters: dict[str, Callable[..., None]]
    errors: tuple[str, ...]
    state: bytes = b""

    def format(self, name: str) -> Format | None:
        """Return the format of this name."""
        return next((format for format in self.formats if format.name == name), None)


def load(directory: str | None) -> Registry:
    """Return the registry of this installation, remembered in ``directory`` unless that is None."""
    rows = snapshot.read(directory) if directory else None
    if rows is not None:
        return snapshot.restore(rows)
    modules, errors = _packs()
    registry = build(modules, errors)
    if directory and not registry.errors:
        return snapshot.write(directory, registry, [module for _, module in modules])
    return registry


def _packs() -> tuple[list[tuple[str, Any]], list[str]]:
    """Import the modules that entry points name, in the order of their names."""
    from importlib.metadata import entry_points

    modules, errors = [], []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            modules.append((entry.name, importlib.import_module(entry.value)))
        except Exception as error:
            errors.append(f"pack {entry.name} ({entry.value}) cannot be imported: {_describe(error)}")
    return modules, errors


def build(modules: Iterable[tuple[str, Any]], errors: Iterable[str] = ()) -> Registry:
    """Ask each module its hooks, one by one, so that one that fails costs only itself."""
    import pluggy

    from hullmark import hookspec

    problems = list(errors)
    formats: dict[str, Format] = {}
    rules: dict[str, Rule] = {}
    dialects: list[tuple[str, Dialect]] = []
    reporters: dict[str, Callable[..., None]] = {}
    for name, module in modules:
        manager = pluggy.PluginManager(GROUP)
        manager.add_hookspecs(hookspec)

        def ask(hook: str) -> list[Any]:
            try:
                return [item for answer in getattr(manager.hook, hook)() for item in answer]
            except BrokenRules as broken:
                problems.extend(f"rule {'; '.join(error.__notes__)}: {_describe(error)}" for error in broken.errors)
                return list(broken.rules)
            except Exception as error:
                problems.append(f"pack {name}: {hook} failed: {_describe(error)}")
                return []

        try:
            manager.register(module, name)
            manager.check_pending()
        except Exception as error:
            problems.append(f"pack {name}: {_describe(error)}")
            continue
        for format in ask("hullmark_formats"):
            formats.setdefault(format.name, format)
        for rule in ask("hullmark_rules"):
            if rules.setdefault(rule.slug, rule) is not rule:
                problems.append(f"pack {name}: the rule {rule.slug} is already {rules[rule.slug].module}")
        dialects += ask("hullmark_suppressions")
        for format_name, reporter in ask("hullmark_reporters"):
            reporters.setdefault(format_name, reporter)
    for rule in RULES:
        rules[rule.slug] = rule
    return Registry(
        tuple(formats[name] for name in sorted(formats)),
        tuple(rules[slug] for slug in sorted(rules)),
        tuple(dialects),
        reporters,
        tuple(problems),
    )


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
