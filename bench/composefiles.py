"""Compare hullmark with dclint and compose-lint on the Compose files of a folder: ratios and peak memory.

    python -m bench.composefiles FOLDER [--runs 5] [--output bench/COMPOSE.md]

The tools run in turn on the same copies of the files, each printing JSON. dclint (npm) and compose-lint (PyPI) are
looked for on the path and left out where they are not there. Figures are medians; compare the ratios, not the seconds.
"hullmark" lints everything anew in every run; "hullmark, files unchanged" may use what it remembers of the run before.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import sys
import tempfile
from collections.abc import Callable

from bench.compare import table
from bench.compare import tool
from bench.measure import Sample
from bench.measure import interleaved
from bench.measure import once

#: Files that are linted together.
COUNT = 100


def main() -> int:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", type=pathlib.Path)
    options = parser.parse_args()
    files = [path for path in sorted(pathlib.Path(options.folder).rglob("*")) if path.suffix in (".yaml", ".yml")]
    if not files:
        parser.error(f"no Compose file below {options.folder}")
    lines = ["# Benchmark: Compose files", "", f"{COUNT} files, {os.cpu_count()} cores, {options.runs} runs.", ""]
    with tempfile.TemporaryDirectory(prefix="hullmark-bench-") as scratch:
        lines += table(interleaved(runners(files, pathlib.Path(scratch)), options.runs))
    text = "\n".join([*lines, ""])
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def runners(files: list[pathlib.Path], folder: pathlib.Path) -> dict[str, Callable[[], Sample]]:
    """Copy some files, spread evenly over those given, and return the command of each installed tool on them."""
    paths = []
    for number in range(COUNT):
        source = files[number * len(files) // COUNT % len(files)]
        target = folder / f"{number:05}" / source.name
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
        paths.append(str(target))
    hullmark, dclint, compose_lint = tool("hullmark"), tool("dclint"), tool("compose-lint")
    if hullmark is None:
        raise SystemExit("hullmark is not installed")
    ours = [hullmark, "check", "--isolated", "--format", "json", str(folder)]
    commands = {
        "hullmark": lambda: once([*ours, "--no-cache"]),
        "hullmark, files unchanged": lambda: once(ours),
    }
    if dclint is not None:
        commands["dclint"] = lambda: once([dclint, "-f", "json", *paths])
    if compose_lint is not None:
        commands["compose-lint"] = lambda: once([compose_lint, "check", "--format", "json", *paths])
    return commands


if __name__ == "__main__":
    sys.exit(main())
