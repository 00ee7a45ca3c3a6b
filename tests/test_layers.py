"""The layers of the code, read from its imports. There is no list of exceptions."""

from __future__ import annotations

import ast
import importlib.util
import io
import pathlib
import re
import tokenize
from collections.abc import Iterator
from functools import cache

import pytest

#: The host's modules from the lowest layer up; a module imports only from lower layers or its own.
LAYERS = (
    {"hullmark", "hullmark.data", "hullmark.hashing", "hullmark.text", "hullmark.deferred", "hullmark.workers"},
    {
        "hullmark.model", "hullmark.network", "hullmark.relations", "hullmark.roles", "hullmark.script",
        "hullmark.dotenv", "hullmark.shell", "hullmark.yaml", "hullmark.finding",
    },
    {"hullmark.document", "hullmark.rule", "hullmark.suppress", "hullmark.suppress_yaml", "hullmark.ids"},
    {"hullmark.builtin", "hullmark.dockerfiles", "hullmark.dockerignore", "hullmark.hookspec", "hullmark.plugin"},
    {"hullmark.registry", "hullmark.snapshot"},
    {"hullmark.config"},
    {"hullmark.configfile"},
    {"hullmark.silence", "hullmark.dispatch", "hullmark.engine"},
    {
        "hullmark.discover", "hullmark.source", "hullmark.surroundings", "hullmark.settings", "hullmark.fix",
        "hullmark.report",
    },
    {"hullmark.cache", "hullmark.run"},
    {"hullmark.arguments", "hullmark.catalogue", "hullmark.cli", "hullmark.__main__"},
)

#: What only some modules may import, by the beginning of their name.
RESERVED = {
    "ruamel": ("hullmark.yaml",),
    "_ruamel_yaml": ("hullmark.yaml",),
    "dockerfile_parse": ("hullmark_dockerfile.split",),
    "hcl2": ("hullmark_daemon.hclfile",),
    "lark": ("hullmark_daemon.hclfile",),
    "pluggy": ("hullmark.hookspec", "hullmark.registry"),
    "pathspec": ("hullmark.discover", "hullmark_dockerfile."),
    "subprocess": (),
    "socket": (),
    "urllib.request": (),
    "http.client": (),
    "pickle": (),
    "marshal": (),
    "multiprocessing": ("hullmark.workers",),
}

#: Modules that open files.
READERS = {
    "hullmark.data", "hullmark.discover", "hullmark.source", "hullmark.configfile", "hullmark.snapshot", "hullmark.cli",
}


@cache
def modules() -> dict[str, pathlib.Path]:
    """Return the modules of the host and of our packs."""
    found = {}
    packs = (
        "hullmark_compose", "hullmark_containers", "hullmark_daemon", "hullmark_dockerfile", "hullmark_kubernetes",
        "hullmark_secrets",
    )
    for package in ("hullmark", *packs):
        spec = importlib.util.find_spec(package)
        assert spec is not None and spec.origin is not None
        root = pathlib.Path(spec.origin).parent
        for path in root.rglob("*.py"):
            parts = (package, *path.relative_to(root).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: pathlib.Path) -> Iterator[str]:
    """Yield the modules that a file imports anywhere."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            yield node.module or ""


def layer(module: str) -> int:
    """Return the layer of a host module; a submodule stands where its package does."""
    while module:
        for number, names in enumerate(LAYERS):
            if module in names and (module != "hullmark"):
                return number
        if module == "hullmark":
            return 0
        module = module.rpartition(".")[0]
    raise AssertionError(module)


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_imports_only_what_lies_below(module: str) -> None:
    for name in imported(modules()[module]):
        top = name.partition(".")[0]
        if module.partition(".")[0] == "hullmark":
            assert not top.startswith("hullmark_"), f"the host imports {name}"
            if top == "hullmark":
                door = module in ("hullmark.plugin", "hullmark.snapshot")
                lower = door and name in ("hullmark.hookspec", "hullmark.registry")
                assert layer(name) <= layer(module) or lower, f"{module} imports {name} from above"
        elif top.startswith("hullmark_"):
            assert top == module.partition(".")[0], f"{module} imports another pack"
        elif top == "hullmark":
            public = (
                "hullmark.plugin", "hullmark.model", "hullmark.shell", "hullmark.yaml", "hullmark.suppress",
                "hullmark.dockerfiles", "hullmark.dockerignore", "hullmark.dotenv", "hullmark.roles",
            )
            assert name.startswith(public), f"{module} imports {name}, which is not public"


@pytest.mark.parametrize("module", sorted(modules()))
def test_reserved_imports_stay_where_they_belong(module: str) -> None:
    for name in imported(modules()[module]):
        for reserved, owners in RESERVED.items():
            if name == reserved or name.startswith(reserved + "."):
                assert module.startswith(owners) if owners else False, f"{module} imports {name}"


@pytest.mark.parametrize("module", sorted(name for name in modules() if ".rules." in name))
def test_a_rule_imports_no_other_rule(module: str) -> None:
    assert not [name for name in imported(modules()[module]) if ".rules" in name]


@pytest.mark.parametrize("module", sorted(modules()))
def test_nothing_is_evaluated_printed_or_opened_where_it_should_not(module: str) -> None:
    for node in ast.walk(ast.parse(modules()[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "compile"), module
            if node.func.id == "print":
                assert module in ("hullmark.cli", "hullmark.catalogue"), module
            if node.func.id == "open":
                assert module in READERS, module


@pytest.mark.parametrize("module", sorted(modules()))
def test_modules_are_short(module: str) -> None:
    limit = 90 if ".rules." in module else 400
    lines = modules()[module].read_text(encoding="utf-8").count("\n")
    assert lines <= limit, f"{module} has {lines} lines"


@pytest.mark.parametrize("module", sorted(modules()))
def test_no_group_is_possessive(module: str) -> None:
    """Before 3.11.5 Python goes on behind the beginning of a repetition that failed (CPython issue 106052)."""
    source = modules()[module].read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.STRING and "r" in token.string.partition(token.string[-1])[0].lower():
            outside = re.sub(r"\[\^?\]?(?:\\.|[^\]\\])*\]", "[]", token.string)  # of sets of characters
            assert not re.search(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+", outside), token.string
