"""Settings: what a configuration may say, what is wrong with it, and which one holds for which file."""

from __future__ import annotations

import os
import pathlib
import tomllib
from typing import Any
from typing import NamedTuple
from typing import get_type_hints

import pytest

from hullmark import configfile
from hullmark.builtin import RULES
from hullmark.config import Config
from hullmark.config import ConfigError
from hullmark.config import Override
from hullmark.config import Selection
from hullmark.configfile import parse
from hullmark.configfile import read_file
from hullmark.deferred import load as load_deferred
from hullmark.ids import Ids
from hullmark.registry import Registry
from hullmark.rule import Rule
from hullmark.settings import Flags
from hullmark.settings import Settings

from harness import write


class Options(NamedTuple):
    """One option of each type."""

    name: str = "x"
    limit: int = 3
    ratio: float = 0.5
    deep_check: bool = False
    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    labels: dict[str, str] = {}
    plain: tuple = ()  # type: ignore[type-arg]

    def wrong(self) -> str:
        """Say what is wrong with the values."""
        return "the name must not be y" if self.name == "y" else ""


def rule(slug: str, category: str, profile: str, peers: str = "", options: Any = None) -> Rule:
    """Return a rule that never runs."""
    return RULES[0]._replace(
        slug=slug, category=category, profile=profile, peers=tuple(peers.split()), options=options, severity="warning"
    )


MINE = (
    rule("image-tag-latest", "pinning", "default", "hadolint:DL3007", Options),
    rule("image-untagged", "pinning", "default", "hadolint:DL3006"),
    rule("no-user", "users", "strict", "checkov:CKV_DOCKER_3"),
    rule("line-too-long", "style", "all"),
    rule("untrusted-registry", "supply-chain", "default", "hadolint:DL3026", Options),
)

#: A list that would have 10 ** 30 members if it were written out.
ALIASES = b"".join(
    b"l%d: &l%d [%s]\n" % (level, level, b", ".join([b"*l%d" % (level - 1) if level else b"x"] * 10))
    for level in range(30)
) + b"ignored: *l29\n"


@pytest.fixture(scope="module")
def small(registry: Registry) -> Registry:
    """Return a registry with the formats that are installed and a handful of rules."""
    return registry._replace(rules=MINE)


def parsed(small: Registry, text: str) -> Config:
    """Return the configuration that a TOML text says."""
    return parse(tomllib.loads(text), "hullmark.toml", small, Ids(small.rules))


def settings(small: Registry, **flags: Any) -> Settings:
    """Return settings with some flags of the command line."""
    return Settings(small, Flags(**flags))


def enabled(small: Registry, config: str, overrides: tuple[Override, ...] = ()) -> set[str]:
    """Return the rules that a configuration switches on."""
    return Selection(small, Ids(small.rules), parsed(small, config), overrides).enabled


@pytest.fixture(autouse=True)
def no_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Give every test an empty home."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


@pytest.mark.parametrize(
    "text,field,value",
    (
        ("", "profile", "default"),
        ('profile = "strict"', "profile", "strict"),
        ('select = ["DL3007", "users"]', "select", ("DL3007", "users")),
        ('extend-select = ["checkov:CKV_DOCKER_3"]', "extend_select", ("checkov:CKV_DOCKER_3",)),
        ('ignore = ["pinning"]', "ignore", ("pinning",)),
        ('exclude = ["vendor/", "*.tmpl"]', "exclude", ("vendor/", "*.tmpl")),
        ("", "fail_on", "warning"),
        ('fail-on = "never"', "fail_on", "never"),
        ('fail-on = "info"', "fail_on", "info"),
        ('severity = {DL3007 = "error", users = "info"}', "severity", {"DL3007": "error", "users": "info"}),
        ("[rules.image-untagged]", "rules", {"image-untagged": {}}),
        (
            '[rules.image-tag-latest]\nname = "z"\nlimit = 0\nratio = 1.5\ndeep-check = true\nallow = ["a"]\n'
            'ports = [1]\nlabels = {a = "b"}\nplain = [1, "a"]',
            "rules",
            {
                "image-tag-latest": {
                    "name": "z", "limit": 0, "ratio": 1.5, "deep_check": True, "allow": ("a",), "ports": (1,),
                    "labels": {"a": "b"}, "plain": (1, "a"),
                },
            },
        ),
        (
            'dockerfile = {targets = ["a"], build-args = {V = "1"}, contexts = ["c"], label-schema = {n = "url"},'
            " strict-labels = true}",
            "formats",
            {
                "dockerfile": {
                    "targets": ("a",), "build_args": {"V": "1"}, "contexts": ("c",), "label_schema": {"n": "url"},
                    "strict_labels": True,
                },
            },
        ),
        (
            '[[overrides]]\npaths = ["test/"]\nignore = ["users"]\nextend-select = ["style"]\n'
            'severity = {users = "info"}',
            "overrides",
            (Override(("test/",), ("style",), ("users",), {"users": "info"}),),
        ),
    ),
)
def test_every_key_is_read(small: Registry, text: str, field: str, value: object) -> None:
    assert getattr(parsed(small, text), field) == value


@pytest.mark.parametrize(
    "text,message",
    (
        ("profil = 1", 'unknown key "profil"; did you mean profile?'),
        ("dockerfiles = {}", 'unknown key "dockerfiles"; did you mean dockerfile?'),
        ("zzz = 1", 'unknown key "zzz"'),
        ("cache-dir = '/tmp'", 'unknown key "cache-dir"'),
        ("profile = 1", '"profile" must be a string'),
        ('profile = "strikt"', '"profile" must be one of default, strict, all, not "strikt"; did you mean strict?'),
        ('fail-on = "x"', '"fail-on" must be one of error, warning, info, never, not "x"'),
        ('select = "DL3007"', '"select" must be a list'),
        ("select = [1]", '"select" must hold strings'),
        ('select = ["image-tag-lates"]',
         '"select" names an unknown rule, "image-tag-lates"; did you mean image-tag-latest?'),
        ('ignore = ["zzz"]', '"ignore" names an unknown rule, "zzz"'),
        ('extend-select = ["hadolint:DL9"]', '"extend-select" names an unknown rule, "hadolint:DL9"'),
        ("exclude = [[]]", '"exclude" must hold strings'),
        ("exclude = true", '"exclude" must be a list'),
        ("severity = []", '"severity" must be a table'),
        ('severity = {zzz = "info"}', '"severity" names an unknown rule, "zzz"'),
        ('severity = {users = "warn"}',
         '"severity.users" must be one of error, warning, info, not "warn"; did you mean warning?'),
        ("severity = {users = 1}", '"severity.users" must be one of error, warning, info, not "1"'),
        ("rules = 1", '"rules" must be a table'),
        ("rules = {image-tag-late = {}}", '"rules.image-tag-late" is no rule; did you mean image-tag-latest?'),
        ("rules = {DL3007 = {}}", '"rules.DL3007" is no rule'),
        ("rules = {no-user = 1}", '"rules.no-user" must be a table'),
        ("rules = {no-user = {a = 1}}", 'unknown key "rules.no-user.a"'),
        ("rules = {image-tag-latest = {alow = []}}",
         'unknown key "rules.image-tag-latest.alow"; did you mean allow?'),
        ("rules = {image-tag-latest = {deep-chek = true}}",
         'unknown key "rules.image-tag-latest.deep-chek"; did you mean deep-check?'),
        ("rules = {image-tag-latest = {name = 1}}", '"rules.image-tag-latest.name" must be a string'),
        ('rules = {image-tag-latest = {name = "y"}}', "rules.image-tag-latest: the name must not be y"),
        ("rules = {image-tag-latest = {limit = '1'}}", '"rules.image-tag-latest.limit" must be a number'),
        ("rules = {image-tag-latest = {limit = true}}", '"rules.image-tag-latest.limit" must be a number'),
        ("rules = {image-tag-latest = {ratio = '1'}}", '"rules.image-tag-latest.ratio" must be a number'),
        ("rules = {image-tag-latest = {deep-check = 1}}", '"rules.image-tag-latest.deep-check" must be true or false'),
        ("rules = {image-tag-latest = {allow = 'a'}}", '"rules.image-tag-latest.allow" must be a list'),
        ("rules = {image-tag-latest = {allow = [1]}}", '"rules.image-tag-latest.allow" must hold strings'),
        ("rules = {image-tag-latest = {ports = ['1']}}", '"rules.image-tag-latest.ports" must hold numbers'),
        ("rules = {image-tag-latest = {ports = [true]}}", '"rules.image-tag-latest.ports" must hold numbers'),
        ("rules = {image-tag-latest = {labels = []}}", '"rules.image-tag-latest.labels" must be a table'),
        ("rules = {image-tag-latest = {labels = {a = 1}}}", '"rules.image-tag-latest.labels" must hold strings'),
        ("dockerfile = 1", '"dockerfile" must be a table'),
        ("dockerfile = {target = []}", 'unknown key "dockerfile.target"; did you mean targets?'),
        ("dockerfile = {targets = 'a'}", '"dockerfile.targets" must be a list'),
        ("dockerfile = {build-args = {V = 1}}", '"dockerfile.build-args" must hold strings'),
        ("dockerfile = {strict-labels = 'yes'}", '"dockerfile.strict-labels" must be true or false'),
        ("dockerfile = {label-schema = {n = 'uri'}}",
         'dockerfile: the kind of the label "n" must be one of text, email, hash, rfc3339, semver, spdx, url,'
         ' not "uri"'),
        ("overrides = {}", '"overrides" must be a list'),
        ("overrides = [1]", '"overrides" must be a table'),
        ("[[overrides]]", 'an override needs "paths"'),
        ("[[overrides]]\npaths = 'a'", '"paths" must be a list'),
        ("[[overrides]]\npaths = ['a']\nselect = []", 'unknown key "overrides.select"; did you mean extend-select?'),
        ("[[overrides]]\npaths = ['a']\nignore = ['zzz']", '"ignore" names an unknown rule, "zzz"'),
        ("[[overrides]]\npaths = ['a']\nseverity = 1", '"severity" must be a table'),
    ),
)
def test_every_mistake_is_named(small: Registry, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parsed(small, text)
    assert str(caught.value) == f"hullmark.toml: {message}"


def test_a_table_from_nowhere_has_no_path_in_its_errors(small: Registry) -> None:
    with pytest.raises(ConfigError, match='^unknown key "x"$'):
        parse({"x": 1}, "", small, Ids(small.rules))


@pytest.mark.parametrize(
    "name,content,message",
    (
        ("hullmark.toml", b"profile = ", "Invalid value (at end of document)"),
        ("hullmark.toml", b"profile = 'a'\nprofile = 'b'", "Cannot overwrite a value (at end of document)"),
        ("hullmark.toml", b"a = " + b"[" * 5000, ""),
        ("hullmark.toml", b"#" * (configfile.MAX_BYTES + 1), f"the file is larger than {configfile.MAX_BYTES} bytes"),
        ("hullmark.toml", b"profile = 'strict'\xff", "Expected newline or end of document after a statement"),
        ("pyproject.toml", b"[tool.hullmark]\nprofil = 1", 'unknown key "profil"; did you mean profile?'),
        (".hadolint.yaml", b"ignored: [", "line 2: "),
        (".hadolint.yaml", b"ignored: [*a]", "line 1: "),
        (".hadolint.yaml", b"- a", "not a mapping"),
        (".hadolint.yaml", b"ignored: DL3007", '"ignored" is no list'),
        (".hadolint.yaml", b"override: [a]", '"override" is no mapping'),
        (".hadolint.yaml", b"override: {error: DL3007}", '"error" is no list'),
        (".hadolint.yaml", b"trustedRegistries: docker.io", '"trustedRegistries" is no list'),
        (".hadolint.yaml", b"label-schema: [a]", '"label-schema" is no mapping'),
        (".hadolint.yaml", b"label-schema: {a: uri}", 'dockerfile: the kind of the label "a" must be one of text, '),
        (".hadolint.yaml", b"strict-labels: 'true'", '"dockerfile.strict-labels" must be true or false'),
        (".hadolint.yml", b"failure-threshold: bad",
         '"failure-threshold" must be one of error, warning, info, style, ignore, none, not "bad"'),
        (".hadolint.yml", b"failure-threshold: [a]", '"failure-threshold" holds something that is no name'),
        (".hadolint.yml", b"ignored: [[a]]", '"ignored" holds something that is no name'),
        (".hadolint.yml", b"label-schema: {a: {b: c}}", '"label-schema" holds something that is no name'),
        (".hadolint.yml", ALIASES, '"ignored" holds something that is no name'),
    ),
)
def test_a_broken_file_is_named(
    small: Registry, tmp_path: pathlib.Path, name: str, content: bytes, message: str
) -> None:
    path = str(write(tmp_path, {name: content}) / name)
    with pytest.raises(ConfigError) as caught:
        read_file(path, small, Ids(small.rules))
    assert str(caught.value).startswith(f"{path}: {message}")


def test_a_file_that_cannot_be_read_is_named(small: Registry, tmp_path: pathlib.Path) -> None:
    with pytest.raises(ConfigError, match="none.toml: No such file or directory$"):
        settings(small, config=str(tmp_path / "none.toml"))
    with pytest.raises(ConfigError, match=": Is a directory$"):
        read_file(str(tmp_path), small, Ids(small.rules))


def test_a_byte_order_mark_is_no_mistake(small: Registry, tmp_path: pathlib.Path) -> None:
    path = write(tmp_path, {"hullmark.toml": "\ufeffprofile = 'strict'"}) / "hullmark.toml"
    config = read_file(str(path), small, Ids(small.rules))
    assert config is not None and config.profile == "strict" and config.folder == str(tmp_path)


@pytest.mark.parametrize("text", ("", "tool = 1", "[tool.other]\na = 1", "[tool]\nhullmark = 1"))
def test_a_project_file_without_our_table_is_no_configuration(
    small: Registry, tmp_path: pathlib.Path, text: str
) -> None:
    path = write(tmp_path, {"pyproject.toml": text}) / "pyproject.toml"
    assert read_file(str(path), small, Ids(small.rules)) is None


@pytest.mark.parametrize(
    "text,config",
    (
        ("", Config()),
        (
            "ignored:\n- DL3007\n- SC1091\n- DL9999\n",
            Config(ignore=("hadolint:DL3007", "hadolint:SC1091", "hadolint:DL9999")),
        ),
        (
            "override:\n  error: [DL3007]\n  warning: []\n  info: [DL3006]\n  style: [DL4]\n",
            Config(severity={"hadolint:DL3007": "error", "hadolint:DL3006": "info", "hadolint:DL4": "info"}),
        ),
        ("override:\nignored:\nlabel-schema:\n", Config()),
        ("failure-threshold: error", Config(fail_on="error")),
        ("failure-threshold: style", Config(fail_on="info")),
        ("failure-threshold: none", Config(fail_on="info")),
        ("failure-threshold: error\nno-fail: true", Config(fail_on="never")),
        ("no-fail: false", Config()),
        (
            "label-schema: {a: text, b: semver}",
            Config(formats={"dockerfile": {"label_schema": {"a": "text", "b": "semver"}}}),
        ),
        ("strict-labels: true", Config(formats={"dockerfile": {"strict_labels": True}})),
        ("strict-labels: false", Config(formats={"dockerfile": {"strict_labels": False}})),
        ("format: tty\nverbose: true\nno-color: true", Config()),
    ),
)
def test_the_file_of_hadolint_is_read(small: Registry, tmp_path: pathlib.Path, text: str, config: Config) -> None:
    path = str(write(tmp_path, {".hadolint.yaml": text}) / ".hadolint.yaml")
    found = read_file(path, small, Ids(small.rules))
    assert found is not None and found._replace(notes=()) == config._replace(path=path)


def test_the_registries_that_hadolint_trusts_are_those_we_trust(
    registry: Registry, ids: Ids, tmp_path: pathlib.Path
) -> None:
    text = "trustedRegistries: [docker.io, '*.example.org']"
    path = str(write(tmp_path, {".hadolint.yaml": text}) / ".hadolint.yaml")
    config = read_file(path, registry, ids)
    assert config is not None
    [options] = config.rules.values()
    assert list(options.values()) == [("docker.io", "*.example.org")]
    assert list(config.rules) == ["untrusted-registry"]


@pytest.mark.parametrize(
    "config,slugs",
    (
        ("", "image-tag-latest image-untagged untrusted-registry"),
        ('profile = "strict"', "image-tag-latest image-untagged no-user untrusted-registry"),
        ('profile = "all"', "image-tag-latest image-untagged line-too-long no-user untrusted-registry"),
        ('select = ["users", "DL3007"]', "image-tag-latest no-user"),
        ('select = ["users"]\nignore = ["no-user"]', ""),
        ('extend-select = ["style"]\nignore = ["pinning"]', "line-too-long untrusted-registry"),
    ),
)
def test_profiles_and_names_switch_rules_on(small: Registry, config: str, slugs: str) -> None:
    assert enabled(small, config) == set(slugs.split())


def test_overrides_add_and_take_away(small: Registry) -> None:
    first = Override(("*",), extend_select=("style", "users"))
    second = Override(("*",), ignore=("pinning", "users"))
    assert enabled(small, "", (first, second)) == {"line-too-long", "untrusted-registry"}


def test_a_severity_is_the_last_one_given_or_the_rule_s_own(small: Registry) -> None:
    config = parsed(small, 'severity = {pinning = "info", DL3007 = "error"}')
    override = Override(("*",), severity={"image-untagged": "error"})
    selection = Selection(small, Ids(small.rules), config, (override,))
    found = [selection.severity_of(rule, "dockerfile") for rule in MINE]
    assert found == ["error", "error", "warning", "warning", "warning"]
    assert selection.severity_of(MINE[2]._replace(severities={"compose": "info"}), "compose") == "info"


def test_options_are_the_defaults_with_what_is_configured(small: Registry) -> None:
    config = parsed(small, 'rules.image-tag-latest = {allow = ["a"]}\ndockerfile.contexts = ["c"]')
    selection = Selection(small, Ids(small.rules), config)
    assert selection.options(MINE[0]) == Options(allow=("a",))
    assert selection.options(MINE[4]) == Options()
    assert selection.options(MINE[1]) is None
    format = small.format("dockerfile")
    assert format is not None
    assert selection.format_options(format).contexts == ("c",)
    assert selection.format_options(format) is selection.format_options(format)
    assert selection.format_options(format._replace(options=None)) is None


def test_the_nearest_file_holds_alone(small: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {
        "hullmark.toml": 'profile = "all"\nignore = ["style"]\n',
        "a/hullmark.toml": 'select = ["users"]\n',
        "a/b/Dockerfile": "",
        "c/d/Dockerfile": "",
    })
    found = settings(small)
    assert found.selection(str(tmp_path / "a" / "b" / "Dockerfile")).enabled == {"no-user"}
    assert found.selection(str(tmp_path / "a" / "Dockerfile")).enabled == {"no-user"}
    outer = found.selection(str(tmp_path / "c" / "d" / "Dockerfile"))
    assert outer.enabled == {"image-tag-latest", "image-untagged", "no-user", "untrusted-registry"}
    assert found.selection(str(tmp_path / "Dockerfile")) is outer


@pytest.mark.parametrize(
    "files,profile",
    (
        ({"hullmark.toml": "profile = 'all'", "pyproject.toml": "[tool.hullmark]\nprofile = 'strict'"}, "all"),
        ({"pyproject.toml": "[tool.hullmark]\nprofile = 'strict'", ".hadolint.yaml": "ignored: []"}, "strict"),
        ({"pyproject.toml": "[tool.other]", "../hullmark.toml": "profile = 'all'"}, "all"),
        ({"pyproject.toml": "[tool.other]", ".hadolint.yaml": "ignored: []", "../hullmark.toml": ""}, "default"),
        ({"hullmark.toml/file": "", "../hullmark.toml": "profile = 'strict'"}, "strict"),
        ({".git/config": "", "../hullmark.toml": "profile = 'all'"}, "default"),
        ({".git": "gitdir: elsewhere", "../hullmark.toml": "profile = 'all'"}, "default"),
        ({".git/config": "", "hullmark.toml": "profile = 'strict'", "../hullmark.toml": "profile = 'all'"}, "strict"),
    ),
)
def test_our_own_file_comes_first_and_the_repository_ends_the_search(
    small: Registry, tmp_path: pathlib.Path, files: dict[str, str | bytes], profile: str
) -> None:
    write(tmp_path / "repository", {**files, "docker/images/Dockerfile": ""})
    folder = tmp_path / "repository" / "docker" / "images"
    assert settings(small).config(str(folder)).profile == profile


def test_the_user_s_own_file_holds_where_there_is_no_other(
    small: Registry, tmp_path: pathlib.Path, no_user: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(no_user, {".config/hullmark/hullmark.toml": "profile = 'strict'"})
    write(tmp_path, {"repository/.git/x": "", "other/hullmark.toml": ""})
    write(tmp_path, {"xdg/hullmark/hullmark.toml": "profile = 'all'"})
    repository, other = str(tmp_path / "repository"), str(tmp_path / "other")
    assert settings(small).config(repository).profile == "strict"
    assert settings(small).config(other).profile == "default"
    assert settings(small, isolated=True).config(repository).profile == "default"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert settings(small).config(repository).profile == "strict"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert settings(small).config(repository).profile == "all"
    assert settings(small).config(os.sep).profile == "all"


def test_a_named_file_holds_for_all(small: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"own.toml": "profile = 'all'", "a/hullmark.toml": "profile = 'strict'", "pyproject.toml": ""})
    assert settings(small, config=str(tmp_path / "own.toml")).config(str(tmp_path / "a")).profile == "all"
    assert settings(small, config=str(tmp_path / "pyproject.toml")).config(str(tmp_path / "a")) == Config()


def test_overrides_hold_for_their_paths(
    small: Registry, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """
        [[overrides]]
        paths = ["test/", "*.dev"]
        ignore = ["pinning"]
        [[overrides]]
        paths = ["test/x/*", "!test/x/keep"]
        severity = {untrusted-registry = "info"}
    """
    write(tmp_path, {"hullmark.toml": text})
    found = settings(small)

    def chosen(path: str) -> tuple[int, str]:
        selection = found.selection(str(tmp_path / path))
        return len(selection.enabled), selection.severity_of(MINE[4], "dockerfile")

    assert chosen("Dockerfile") == (3, "warning")
    assert chosen("a/Dockerfile.dev") == (1, "warning")
    assert chosen("test/Dockerfile") == (1, "warning")
    assert chosen("test/x/Dockerfile") == (1, "info")
    assert chosen("test/x/keep") == (1, "warning")
    monkeypatch.chdir(tmp_path)
    relative = settings(small, config="hullmark.toml")
    assert len(relative.selection("test/Dockerfile").enabled) == 1


def test_excluded_paths_are_relative_to_the_file(small: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"hullmark.toml": 'exclude = ["/vendor", "*.tmpl"]', "b/hullmark.toml": ""})
    found = settings(small)
    assert found.excluded(str(tmp_path / "vendor" / "Dockerfile"))
    assert found.excluded(str(tmp_path / "a" / "Dockerfile.tmpl"))
    assert not found.excluded(str(tmp_path / "a" / "vendor" / "Dockerfile"))
    assert not found.excluded(str(tmp_path / "b" / "Dockerfile.tmpl"))


@pytest.mark.parametrize(
    "text,message",
    (
        ('exclude = ["!"]', '"exclude" holds a wrong pattern: Invalid git pattern: \'!\''),
        ('exclude = ["[z-a]"]', '"exclude" holds a wrong pattern: Invalid git pattern: bad character range z-a'),
        ('[[overrides]]\npaths = ["!"]', '"overrides.paths" holds a wrong pattern: Invalid git pattern: \'!\''),
    ),
)
def test_a_wrong_pattern_is_named(small: Registry, tmp_path: pathlib.Path, text: str, message: str) -> None:
    path = write(tmp_path, {"hullmark.toml": text}) / "hullmark.toml"
    with pytest.raises(ConfigError) as caught:
        found = settings(small)
        found.excluded(str(tmp_path / "Dockerfile"))
        found.selection(str(tmp_path / "Dockerfile"))
    assert str(caught.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    "flags,slugs,fail_on",
    (
        ({}, "image-untagged no-user untrusted-registry", "error"),
        ({"profile": "all"}, "image-untagged line-too-long no-user untrusted-registry", "error"),
        ({"select": ("DL3006", "DL3007")}, "image-untagged", "error"),
        ({"extend_select": ("style",)}, "image-untagged line-too-long no-user untrusted-registry", "error"),
        ({"ignore": ("users",)}, "image-untagged untrusted-registry", "error"),
        ({"fail_on": "never"}, "image-untagged no-user untrusted-registry", "never"),
    ),
)
def test_the_command_line_lies_over_the_file(
    small: Registry, tmp_path: pathlib.Path, flags: dict[str, Any], slugs: str, fail_on: str
) -> None:
    write(tmp_path, {"hullmark.toml": 'profile = "strict"\nignore = ["DL3007"]\nfail-on = "error"'})
    selection = settings(small, **flags).selection(str(tmp_path / "Dockerfile"))
    assert selection.enabled == set(slugs.split())
    assert selection.config.fail_on == fail_on


def test_the_installed_options_are_sound(registry: Registry) -> None:
    for deferred in [*(rule.options for rule in registry.rules), *(format.options for format in registry.formats)]:
        options = load_deferred(deferred)
        if options is not None:
            assert not hasattr(options, "wrong") or options().wrong() == ""
            assert get_type_hints(options).keys() == options._field_defaults.keys()
