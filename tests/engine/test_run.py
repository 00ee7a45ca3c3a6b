"""Many files: order, workers, and files that make trouble."""

from __future__ import annotations

import gc
import os
import pathlib
from typing import Any

import pytest

from hullmark import run as running
from hullmark.cache import Cache
from hullmark.discover import Target
from hullmark.document import Document
from hullmark.document import Format
from hullmark.finding import Result
from hullmark.registry import Registry
from hullmark.rule import Problem
from hullmark.rule import rule
from hullmark.run import Job
from hullmark.run import run
from hullmark.settings import Flags
from hullmark.settings import Settings
from hullmark.text import Span

from harness import write


def job(registry: Registry, **options: Any) -> Job:
    flags = Flags(isolated=True, select=("image-tag-latest", "validity"))
    return Job(Settings(registry, flags), "2026-01-01", **options)


def target(path: pathlib.Path | str) -> Target:
    return Target(str(path), ("dockerfile",), True)


def slugs(result: Result) -> list[str]:
    return [finding.rule for finding in result.findings]


def test_results_come_in_the_order_given_whatever_the_workers(
    registry: Registry, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = []
    for number in range(40):
        path = write(tmp_path / f"{number:02}", {"Dockerfile": "FROM a:latest\n" * (number + 1)}) / "Dockerfile"
        targets.append(target(path))
    here = list(run(targets, job(registry), 1))
    monkeypatch.setattr(running, "FORK_FOR", 1)
    elsewhere = list(run(targets, job(registry), 3))
    assert here == elsewhere
    assert [len(result.findings) for result in here] == list(range(1, 41))


def test_there_are_no_more_processes_than_files_and_bytes_pay_for(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_can_fork", lambda: True)
    write(tmp_path, {f"Dockerfile.{number}": "FROM a:1\n" for number in range(20)})
    small = [target(path) for path in sorted(tmp_path.iterdir())]
    large = target(write(tmp_path, {"large": b"#" * 5 * running.FORK_FOR}) / "large")
    new, old = Cache(None), Cache(str(tmp_path / "cache"))
    old.put([(b"key", "value")])
    assert running._workers(small, 8, new) == 0
    assert running._workers([*small, target("/gone"), large], 8, new) == 3  # 22 files
    assert running._workers([*small, *[large] * 20], 8, new) == 5  # 40 files
    assert running._workers([*small, *[large] * 80], 8, new) == 8
    assert running._workers([*small, *[large] * 80], 1, new) == 1
    assert running._workers([*small, *[large] * 4], 8, old) == 2  # of 3, for 24 files
    monkeypatch.setattr(running, "_can_fork", lambda: False)
    assert running._workers([*small, *[large] * 80], 8, new) == 8
    assert running._workers([*small, *[large] * 20], 8, new) == 4


@pytest.mark.parametrize(
    "content,limit,slug,line",
    [
        (b"FROM a\xff:1\n", 1000, "encoding-problem", 1),
        (b"FROM a:1\n# \x00\n", 1000, "encoding-problem", 2),
        (b"FROM a:1\n" + b"#" * 100, 50, "document-too-large", 1),
    ],
)
def test_trouble_with_bytes_is_a_finding(
    registry: Registry, tmp_path: pathlib.Path, content: bytes, limit: int, slug: str, line: int
) -> None:
    path = write(tmp_path, {"Dockerfile": content}) / "Dockerfile"
    (result,) = run([target(path)], job(registry, max_bytes=limit))
    found = [finding for finding in result.findings if finding.rule == slug]
    assert [finding.line for finding in found] == [line]


def test_a_file_that_vanishes_is_a_finding_and_the_rest_goes_on(registry: Registry, tmp_path: pathlib.Path) -> None:
    path = write(tmp_path, {"Dockerfile": "FROM a:latest\n"}) / "Dockerfile"
    gone, there = run([target(tmp_path / "gone"), target(path)], job(registry))
    assert slugs(gone) == ["unreadable-file"]
    assert "image-tag-latest" in slugs(there)


def test_a_file_that_no_format_reads_is_skipped(registry: Registry, tmp_path: pathlib.Path) -> None:
    path = write(tmp_path, {"Dockerfile.md": "# Docker\n"}) / "Dockerfile.md"
    (result,) = run([target(path)], job(registry))
    assert result.skipped and not result.findings


def explode(path: str, text: str, options: Any, wanted: Any) -> Document:
    """Fail like a format with a mistake in it."""
    if "die" in text:
        os._exit(9)
    raise KeyError("secret value")


def nowhere(document: Document, comment: Any, kind: str) -> Span:
    """Stand in for the scope of a format without comments."""
    return Span(0, 0)


def broken(registry: Registry) -> Registry:
    return registry._replace(formats=(Format("dockerfile", ("*",), explode, nowhere),))


def test_a_format_that_fails_costs_only_the_file(registry: Registry, tmp_path: pathlib.Path) -> None:
    path = write(tmp_path, {"Dockerfile": "x"}) / "Dockerfile"
    (result,) = run([target(path)], job(broken(registry)))
    (finding,) = result.findings
    assert finding.rule == "internal-error"
    assert finding.message == "format dockerfile failed with KeyError"


def test_a_worker_that_dies_costs_only_the_file_that_killed_it(
    registry: Registry, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FORK_FOR", 1)
    write(tmp_path, {f"Dockerfile.{n:02}": "die" if n == 7 else "x" for n in range(20)})
    targets = [target(path) for path in sorted(tmp_path.iterdir())]
    results = list(run(targets, job(broken(registry)), 2))
    assert [result.path for result in results] == [item.path for item in targets]
    messages = [result.findings[0].message for result in results]
    assert messages.pop(7) == "the analysis of this file ended its process"
    assert set(messages) == {"format dockerfile failed with KeyError"}


def test_rules_see_what_lies_around_a_file(registry: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": "FROM a:1\n", ".dockerignore": "*.log\n"})
    seen: list[str | None] = []

    def look(document: Document, context: Any) -> list[Problem]:
        seen.extend(map(document.surroundings.read, (".dockerignore", ".env")))
        return []

    spy = rule("style", "info", on=Document, slug="spy")(look)
    spied = registry._replace(rules=(*registry.rules, spy))
    settings = Settings(spied, Flags(isolated=True, select=("spy",)))
    list(run([target(tmp_path / "Dockerfile")], Job(settings, "2026-01-01")))
    assert seen == ["*.log\n", None]


def test_a_document_is_freed_when_it_is_done_with(registry: Registry, tmp_path: pathlib.Path) -> None:
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        for name, text in (
            ("Dockerfile", "FROM debian:12 AS a\nRUN a && b\nFROM a\nCMD c\n" * 20),
            ("a.yaml", "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, command: [c]}]}\n---\n" * 20),
        ):
            path = write(tmp_path, {name: text}) / name
            known = ("dockerfile",) if name == "Dockerfile" else ("kubernetes",)
            for _ in range(3):
                list(run([Target(str(path), known, False)], job(registry)))
                grown = len(gc.get_objects()) - before
            list(run([Target(str(path), known, False)] * 5, job(registry)))
            assert len(gc.get_objects()) - before - grown < 200, "what a file was parsed into is still there"
    finally:
        gc.enable()
