"""Helpers of the tests: a scratch project, the command line run in process and as a process, a selection of rules."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from hullmark.cli import main


def write(folder: pathlib.Path, files: dict[str, str | bytes]) -> pathlib.Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def lines(text: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON-lines report."""
    return [json.loads(line) for line in text.splitlines()]


def codes(text: str) -> list[tuple[str, int, str]]:
    """Return path, line and slug of the findings of a JSON-lines report."""
    return [(item["path"], item["line"], item["code"]) for item in lines(text)]


def call(*args: str) -> int:
    """Run the command line in this process; return its exit code."""
    try:
        return main(args)
    except SystemExit as stop:
        return int(stop.code or 0)


def unmeasured() -> dict[str, str]:
    """Return the environment without what makes a process started in a test count for the coverage of this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def spawn(
    args: Iterable[str], folder: pathlib.Path, *, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m hullmark`` as a process of its own."""
    command = [sys.executable, "-m", "hullmark", *args]
    return subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, timeout=120, env={**os.environ, **(env or {})}
    )
