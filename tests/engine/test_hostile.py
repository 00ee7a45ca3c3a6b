"""Input made to be slow or to hide: it ends in findings, in time that grows with its length alone."""

from __future__ import annotations

import time

import pytest

from hullmark.discover import Target
from hullmark.registry import Registry
from hullmark.run import Job
from hullmark.run import lint_bytes
from hullmark.settings import Flags
from hullmark.settings import Settings

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: b\n    image: "

SLOW = {
    "blanks": ("dockerfile", "FROM a:1\nRUN b \\\n" + "\n# c\n" * 20_000 + "  d\n", "empty-continuation-line"),
    "pipes": ("dockerfile", "FROM a:1\nRUN curl b " + "| sort " * 20_000 + "\n", "pipefail-missing"),
    "ids": ("dockerfile", "# hadolint ignore=" + ",".join(f"X{n}" for n in range(5000)) + "\nFROM a:1\n",
            "unknown-suppression"),
    "instructions": ("dockerfile", "FROM a\n" + "RUN b\n" * 200_000, "document-too-large"),
    "interpolation": ("compose", "services:\n  a:\n    image: " + "${A:-" * 20_000 + "\n", "invalid-interpolation"),
    "names": ("dockerfile", "FROM a:1\nRUN a " + "_key_" * 60_000 + "\n", ""),
    "options": ("dockerfile", "FROM a:1\nRUN a " + "--key" * 60_000 + " b\n", ""),
    "quotes": ("dockerfile", "FROM a:1\nRUN a " + "'b' \"c\" $d'" * 30_000 + "\n", ""),
    "hosts": ("dockerfile", "FROM a:1\nRUN curl " + "a." * 150_000 + "f2pool.com:b\n", ""),
    "started": ("dockerfile", "FROM a:1\nRUN " + "sudo curl b | " * 10_000 + "sh\n", "pipefail-missing"),
    "placeholders": ("kubernetes", POD + "x" + "{{ " * 30_000 + "\n", ""),
}


@pytest.mark.parametrize("name", SLOW)
def test_time_grows_with_the_length_alone(registry: Registry, name: str) -> None:
    format, text, slug = SLOW[name]
    job = Job(Settings(registry, Flags(isolated=True, profile="all")), "2026-01-01")
    started = time.process_time()
    result = lint_bytes(Target("input", (format,), True), text.encode(), job)
    assert time.process_time() - started < 10
    found = {finding.rule for finding in result.findings}
    assert "internal-error" not in found and "analysis-timeout" not in found
    assert not slug or slug in found


def test_lines_that_end_as_on_old_macs_hide_nothing(registry: Registry) -> None:
    job = Job(Settings(registry, Flags(isolated=True)), "2026-01-01")
    text = POD.replace("\n", "\r") + "nginx:latest\r"
    result = lint_bytes(Target("a.yaml", ("compose", "kubernetes"), False), text.encode(), job)
    assert [finding.rule for finding in result.findings] == ["image-tag-latest"]
