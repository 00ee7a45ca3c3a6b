"""What packs provide: asked through hooks, remembered between runs, guarded."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import types

import pytest

from hullmark import registry as registries
from hullmark import snapshot
from hullmark.builtin import RULES
from hullmark.deferred import Deferred
from hullmark.deferred import once
from hullmark.deferred import load as load_deferred
from hullmark.deferred import reference
from hullmark.hookspec import hookimpl
from hullmark.registry import Registry
from hullmark.registry import build
from hullmark.registry import load
from hullmark.rule import DeferredCheck
from hullmark.rule import Rule

from harness import unmeasured
from harness import write


def pack(**functions: object) -> types.ModuleType:
    """Return a module that implements hooks."""
    module = types.ModuleType("a_pack")
    for name, function in functions.items():
        setattr(module, name, hookimpl(function))  # type: ignore[arg-type]
    return module


def test_our_own_packs_come_through_entry_points(registry: Registry) -> None:
    slugs = {rule.slug for rule in registry.rules}
    assert {"image-tag-latest", "maintainer-deprecated", "internal-error"} <= slugs
    assert [format.name for format in registry.formats] == [
        "bake", "buildkitd", "compose", "containerd", "daemon-json", "devcontainer", "docker-config", "dockerfile",
        "dotenv", "k3s-config", "kubeconfig", "kubernetes", "podman", "quadlet", "registries-yaml",
    ]
    assert len(registry.dialects) >= 8


def test_a_pack_that_fails_costs_only_itself(registry: Registry) -> None:
    def formats() -> object:
        raise RuntimeError("boom")

    def rules() -> object:
        return [registry.rules[0]._replace(slug="mine")]

    found = build([("bad", pack(hullmark_formats=formats, hullmark_rules=rules))])
    assert "mine" in {rule.slug for rule in found.rules}
    assert found.errors == ("pack bad: hullmark_formats failed: RuntimeError: boom",)


def test_the_first_pack_keeps_a_slug() -> None:
    def rules() -> object:
        return [RULES[0]._replace(slug="same", module="one")]

    def others() -> object:
        return [RULES[0]._replace(slug="same", module="two")]

    found = build([("a", pack(hullmark_rules=rules)), ("b", pack(hullmark_rules=others))])
    assert [rule.module for rule in found.rules if rule.slug == "same"] == ["one"]
    assert found.errors == ("pack b: the rule same is already one",)


def test_a_hook_that_does_not_exist_is_an_error() -> None:
    def rule() -> object:
        return []

    found = build([("typo", pack(hullmark_rule=rule))])
    assert len(found.errors) == 1 and found.errors[0].startswith("pack typo: ")


def test_reporters_of_packs_are_found() -> None:
    def reporters() -> object:
        return [("mine", print)]

    assert build([("r", pack(hullmark_reporters=reporters))]).reporters == {"mine": print}


BROKEN_PACK = {
    "broken_pack/__init__.py": "",
    "broken_pack/hooks.py": (
        "from hullmark.plugin import hookimpl, rules_in\n\n\n@hookimpl\ndef hullmark_rules():\n"
        "    return rules_in('broken_pack.rules')\n"
    ),
    "broken_pack/rules/__init__.py": "",
    "broken_pack/rules/fails.py": "import nothing_of_that_name\n",
    "broken_pack/rules/good_rule.py": (
        '"""A good rule.\n\nWhy: it shows that the others run.\nInstead: nothing.\nFlags: every document.\n"""\n'
        "from hullmark.plugin import Document, INFO, Problem, STYLE, rule\n\n\n"
        "@rule(STYLE, INFO, on=Document)\ndef check(document, context):\n"
        "    yield Problem(document, 'a document')\n"
    ),
    "broken_pack-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: broken-pack\nVersion: 1.0\n",
    "broken_pack-1.0.dist-info/entry_points.txt": "[hullmark]\nbroken = broken_pack.hooks\ngone = no_such_module\n",
    "Dockerfile": "FROM debian:12\nUSER 1000\n",
}


def test_a_third_partys_pack_is_found_and_its_broken_rule_costs_only_itself(tmp_path: pathlib.Path) -> None:
    write(tmp_path, BROKEN_PACK)
    done = subprocess.run(
        [sys.executable, "-m", "hullmark", "check", "Dockerfile", "--select", "good-rule", "--format", "concise"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "HULLMARK_CACHE_DIR": str(tmp_path / "cache")},
    )
    assert done.stdout == "Dockerfile:1:1: info: a document [good-rule]\n"
    assert "rule broken_pack.rules.fails: ModuleNotFoundError" in done.stderr
    assert "pack gone (no_such_module) cannot be imported: ModuleNotFoundError" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 3
    assert not (tmp_path / "cache").exists(), "what is broken is not remembered"


def test_what_is_remembered_is_what_was_asked(registry: Registry, tmp_path: pathlib.Path) -> None:
    directory = str(tmp_path / "cache")
    first = load(directory)
    (name,) = os.listdir(directory)
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    second = load(directory)
    plain = [rule._replace(check=None, options=None) for rule in first.rules]  # type: ignore[arg-type]
    assert [rule._replace(check=None, options=None) for rule in second.rules] == plain  # type: ignore[arg-type]
    for old, new in zip(first.rules, second.rules):
        assert isinstance(new.check, DeferredCheck)
        assert new.check.load() is old.check
        assert load_deferred(new.options) is old.options
    for old_format, new_format in zip(first.formats, second.formats):
        assert new_format.name == old_format.name and new_format.globs == old_format.globs
        assert [load_deferred(thing) for thing in new_format[2:7]] == list(old_format[2:7])
        assert {key: load_deferred(reader) for key, reader in new_format.imports.items()} == old_format.imports
        assert [load_deferred(thing) for thing in new_format[8:]] == list(old_format[8:])
    assert [(name, load_deferred(dialect)) for name, dialect in second.dialects] == list(first.dialects)
    assert name.startswith("registry-")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"environment": 1}', "null", "\0"])
def test_a_damaged_memory_is_a_miss(tmp_path: pathlib.Path, content: str) -> None:
    directory = str(tmp_path)
    load(directory)
    (path,) = tmp_path.iterdir()
    path.write_text(content)
    assert snapshot.read(directory) is None
    assert not isinstance(load(directory).rules[0].check, DeferredCheck)


def test_a_changed_pack_is_asked_again(tmp_path: pathlib.Path) -> None:
    directory = str(tmp_path)
    load(directory)
    assert snapshot.read(directory) is not None
    (path,) = tmp_path.iterdir()
    rows = json.loads(path.read_text())
    rows["folders"][0][1] = [1, 1]
    path.write_text(json.dumps(rows))
    assert snapshot.read(directory) is None


def test_a_place_that_cannot_be_written_is_left_alone(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"file": ""})
    assert load(str(tmp_path / "file" / "cache")).errors == ()


def test_a_warm_run_imports_neither_pluggy_nor_what_it_does_not_need(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": "FROM debian:12.5\nUSER 1000\n"})
    env = {**unmeasured(), "HULLMARK_CACHE_DIR": str(tmp_path / "cache")}
    program = (
        "import sys; from hullmark.cli import main; main(['check', 'Dockerfile', '--isolated']);"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60
        )
    modules = set(done.stderr.split())
    heavy = {"pluggy", "importlib.metadata", "ruamel", "ruamel.yaml", "pathspec", "tomllib", "tabulate", "shtab",
             "multiprocessing", "concurrent.futures", "inspect", "dataclasses", "difflib", "platformdirs"}
    if sys.platform != "linux":
        heavy.discard("platformdirs")
    assert not modules & heavy
    assert "hullmark_dockerfile.rules.maintainer_deprecated" not in modules, "only rules that a file needs are imported"


def test_a_deferred_thing_is_what_it_names() -> None:
    deferred = Deferred("json:dumps")
    assert deferred([1]) == "[1]"
    assert deferred.load() is json.dumps
    assert Deferred("json:JSONDecoder").decode is json.JSONDecoder.decode
    assert reference(deferred) == "json:dumps" and reference(json.dumps) == "json:dumps"
    with pytest.raises(AttributeError):
        deferred.__wrapped__


def test_a_check_that_is_gone_says_so() -> None:
    with pytest.raises(LookupError, match="holds no rule gone"):
        DeferredCheck("hullmark.builtin", "gone").load()


def test_documentation_of_a_table_of_rules_is_by_slug(registry: Registry) -> None:
    by_slug: dict[str, Rule] = {rule.slug: rule for rule in registry.rules}
    assert by_slug["internal-error"].title == "Hullmark failed on this file"
    assert by_slug["unused-suppression"].section("Instead").startswith("delete the comment")
    assert registries.GROUP == "hullmark"


def test_installations_do_not_forget_each_other_until_there_are_many(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = str(tmp_path)
    state = load(directory).state
    assert state
    for number in range(9):
        monkeypatch.setattr("sys.path", [*sys.path, str(tmp_path / str(number))])
        load(directory)
        if number == 3:
            assert len(list(tmp_path.iterdir())) == 5
    assert len(list(tmp_path.iterdir())) == 8


def test_what_is_made_once_is_made_when_somebody_asks() -> None:
    made = []

    class Thing:
        @once
        def size(self) -> int:
            """How large it is."""
            made.append(self)
            return 3

    thing = Thing()
    assert made == []
    assert (thing.size, thing.size) == (3, 3)
    assert made == [thing]
    assert Thing.size.__doc__ == "How large it is."
