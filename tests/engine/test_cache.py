"""Results of earlier runs: found again where nothing changed, and only there."""

from __future__ import annotations

import pathlib
import sqlite3
from typing import Any

import pytest

from hullmark import cache as caching
from hullmark import run as running
from hullmark.cache import Cache
from hullmark.cache import Remembered
from hullmark.cache import digest
from hullmark.cache import dump
from hullmark.discover import Target
from hullmark.finding import Edit
from hullmark.finding import Finding
from hullmark.finding import Fix
from hullmark.finding import Note
from hullmark.finding import Result
from hullmark.registry import Registry
from hullmark.registry import load
from hullmark.run import Job
from hullmark.run import run
from hullmark.settings import Flags
from hullmark.settings import Settings
from hullmark.surroundings import Asked
from hullmark.text import Span

from harness import call
from harness import write

FINDING = Finding(
    "a\udcff", 1, 2, 3, 4, "slug", "error", "users", "é", Span(5, 6), "f", Fix("t", (Edit(Span(1, 2), "x"),), True),
    (Note(7, 8, "n"),), "", ((1, "line"),),
)
#: What is remembered of a file without findings.
NOTHING = dump([], [])


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Return a registry whose code is in a known state."""
    return load(str(tmp_path_factory.mktemp("registry")))


def results(known: Registry, folder: pathlib.Path, **changed: Any) -> tuple[list[Result], int]:
    """Lint the files of a folder; return the results, and how many units were not found in the cache."""
    flags = changed.pop("flags", Flags(isolated=True))
    job = Job(Settings(known, flags), "2026-01-01", cache=str(folder.parent / "cache"))._replace(**changed)
    names = {".yaml": ("kubernetes",)}
    targets = [Target(str(path), names.get(path.suffix, ("dockerfile",)), False) for path in sorted(folder.iterdir())]
    targets = [target for target in targets if "ignore" not in target.path]
    missed = 0
    plain = running._lint_together

    def counted(*args: Any) -> Any:
        nonlocal missed
        missed += 1
        return plain(*args)

    running._lint_together = counted
    try:
        return list(run(targets, job, 1)), missed
    finally:
        running._lint_together = plain


@pytest.fixture()
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a folder of two Dockerfiles and two manifests that were linted once."""
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: 'c:latest'}]}\n"
    files = {"Dockerfile.a": "FROM a:latest\n", "Dockerfile.b": "FROM b:latest\nCOPY c d\n"}
    return write(tmp_path / "tree", {**files, "a.yaml": pod, "b.yaml": pod.replace("name: a", "name: z")})


def test_what_did_not_change_is_not_linted_again(known: Registry, folder: pathlib.Path) -> None:
    first, missed = results(known, folder)
    assert missed == 3 and any(result.findings for result in first)
    assert results(known, folder) == (first, 0)
    assert results(known, folder, excerpts=True)[1] == 3
    again, missed = results(known, folder, excerpts=True)
    assert missed == 0 and all(finding.excerpt for result in again for finding in result.findings)
    assert results(known, folder, cache=None) == (first, 3)


@pytest.mark.parametrize(
    "changed,missed",
    [
        ({"today": "2026-01-02"}, 3),
        ({"suppressions": False}, 3),
        ({"max_bytes": 1000}, 3),
        ({"flags": Flags(isolated=True, profile="all")}, 3),
        ({"flags": Flags(isolated=True, ignore=("image-tag-latest",))}, 3),
        ({"flags": Flags(isolated=True, fail_on="error")}, 3),
    ],
)
def test_other_settings_have_other_results(
    known: Registry, folder: pathlib.Path, changed: dict[str, Any], missed: int
) -> None:
    results(known, folder)
    fresh = results(known, folder, **changed, cache=None)[0]
    assert results(known, folder, **changed) == (fresh, missed)


def test_a_changed_file_is_linted_again_with_those_it_is_deployed_with(known: Registry, folder: pathlib.Path) -> None:
    results(known, folder)
    write(folder, {"Dockerfile.a": "FROM a:1\n"})
    assert results(known, folder)[1] == 1
    write(folder, {"b.yaml": "kind: none\n"})
    assert results(known, folder)[1] == 1
    write(folder, {".dockerignore": "c\n"})
    found, missed = results(known, folder)
    assert missed == 1, "only the one that copies has asked for it"
    assert "copy-ignored-file" in {finding.rule for result in found for finding in result.findings}


def test_other_code_has_other_results(known: Registry, folder: pathlib.Path) -> None:
    results(known, folder)
    assert results(known._replace(state=b"other"), folder)[1] == 3
    assert [results(known._replace(state=b""), folder)[1] for _ in range(2)] == [3, 3]


def test_a_changed_pack_is_another_state(tmp_path: pathlib.Path) -> None:
    from hullmark.snapshot import _folder_state
    from hullmark.snapshot import _folders

    write(tmp_path, {"a.py": "", "sub/table.json": "{}", "sub/__pycache__/x.pyc": ""})
    folders = _folders(str(tmp_path))
    assert folders == [str(tmp_path), str(tmp_path / "sub")]
    before = [_folder_state(folder) for folder in folders]
    write(tmp_path, {"sub/b.json": "{}"})
    assert [_folder_state(folder) for folder in folders] != before


def test_what_went_wrong_is_tried_again(known: Registry, folder: pathlib.Path) -> None:
    def explode(*args: Any) -> Any:
        raise KeyError

    formats = tuple(format._replace(parse=explode) for format in known.formats)
    for _ in range(2):
        found, missed = results(known._replace(formats=formats), folder)
        assert missed == 3
        assert {finding.rule for result in found for finding in result.findings} == {"internal-error"}


def test_workers_find_and_leave_results(
    known: Registry, folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FORK_FOR", 1)
    write(folder, {f"Dockerfile.{number}": f"FROM a{number}\n" for number in range(20)})
    job = Job(Settings(known, Flags(isolated=True)), "2026-01-01", cache=str(folder.parent / "cache"))
    targets = [Target(str(path), ("dockerfile",), False) for path in sorted(folder.glob("Dockerfile*"))]
    first = list(run(targets, job, 2))
    monkeypatch.setattr(running, "_lint_together", None)
    assert list(run(targets, job, 2)) == first
    assert list(run(targets, job, 1)) == first


def test_everything_in_a_result_comes_back(tmp_path: pathlib.Path) -> None:
    kept = [Result("a", (FINDING, FINDING._replace(fix=None, suppressed=None)), "error", False, True)]
    key = digest([b"a", b"b"])
    assert key != digest([b"ab", b""])
    asked = [Asked("a/b", "read", "../c", None)]
    Cache(str(tmp_path)).put([(key, dump(kept, asked))])
    remembered = Cache(str(tmp_path)).get(key)
    assert remembered == (kept, asked)
    (found,) = remembered.results
    assert type(found.findings[0].span) is Span and type(found.findings[0].fix) is Fix
    assert Cache(str(tmp_path)).get(digest([b"ab"])) is None
    assert (tmp_path / caching.NAME).stat().st_mode & 0o777 == 0o600


def test_the_oldest_results_give_way(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "MAX_ROWS", 3)
    cache = Cache(str(tmp_path))
    for number in range(5):
        cache.put([(b"%d" % number, NOTHING)])
    empty = Remembered([], [])
    assert [cache.get(b"%d" % number) for number in range(5)] == [None, None, empty, empty, empty]


@pytest.mark.parametrize(
    "value", ["", "{", "[1]", "[[1]]", '[[["a", [[1]], "error", false, false]], []]', "[[], [[1]]]", "null", "[[]]"]
)
def test_a_damaged_value_is_a_miss(tmp_path: pathlib.Path, value: str) -> None:
    cache = Cache(str(tmp_path))
    cache.put([(b"a", value)])
    assert cache.get(b"a") is None


def test_a_file_that_is_no_database_is_replaced(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {caching.NAME: "no database at all, but long enough to be looked at as one" * 40})
    cache = Cache(str(tmp_path))
    cache.put([(b"a", NOTHING)])
    assert cache.get(b"a") == ([], [])


def test_a_cache_that_cannot_be_had_costs_nothing(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"file": ""})
    cache = Cache(str(tmp_path / "file" / "below"))
    cache.put([(b"a", NOTHING)])
    assert cache.get(b"a") is None
    other = sqlite3.connect(tmp_path / caching.NAME)
    other.execute("CREATE TABLE results (wrong)")
    other.close()
    cache = Cache(str(tmp_path))
    cache.put([(b"a", NOTHING)])
    assert cache.get(b"a") is None and cache.directory is None


def test_no_secret_reaches_the_disk(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "ghp_" + "a1B2" * 9
    write(tmp_path / "tree", {"Dockerfile": f"FROM a:1\nENV TOKEN={secret}\n"})
    monkeypatch.setenv("HULLMARK_CACHE_DIR", str(tmp_path / "cache"))
    for _ in range(2):
        assert call("check", str(tmp_path / "tree")) == 1
        assert secret[:30] not in capsys.readouterr().out
    data = (tmp_path / "cache" / caching.NAME).read_bytes()
    assert b"secret-in-env" in data or b"provider-token" in data
    assert secret[4:].encode() not in data


def test_a_run_without_cache_leaves_none(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "tree", {"Dockerfile": "FROM a:latest\n"})
    monkeypatch.setenv("HULLMARK_CACHE_DIR", str(tmp_path / "cache"))
    assert call("check", "--no-cache", str(tmp_path / "tree")) == 1
    assert not (tmp_path / "cache" / caching.NAME).exists()
    assert call("check", str(tmp_path / "tree")) == 1
    assert (tmp_path / "cache" / caching.NAME).exists()
