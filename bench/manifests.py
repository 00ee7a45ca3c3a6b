"""Compare hullmark with checkov on the Kubernetes manifests of a folder: ratios, peak memory, growth, throughput.

    python -m bench.manifests FOLDER [--runs 5] [--output bench/MANIFESTS.md]

The tools run in turn on the same copies of the files, each printing JSON. checkov is looked for on the path and left
out where it is not there. Figures are medians; compare the ratios, not the seconds. "hullmark" lints everything anew
in every run; "hullmark, files unchanged" may use what it remembers of the run before.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import sys
import tempfile
import time
from collections.abc import Callable

from hullmark.yaml import compose

from bench.compare import grid
from bench.compare import table
from bench.compare import tool
from bench.measure import Sample
from bench.measure import interleaved
from bench.measure import once

_OBJECT = (
    "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-{n}\n  labels: {{app: web-{n}}}\nspec:\n"
    "  replicas: 2\n  selector:\n    matchLabels: {{app: web-{n}}}\n  template:\n    metadata:\n"
    "      labels: {{app: web-{n}}}\n    spec:\n      containers:\n      - name: web\n"
    "        image: nginx:1.27.{n}\n"
    "        ports:\n        - containerPort: 8080\n        env:\n        - name: MODE\n"
    "          value: \"production\"\n"
    "        resources:\n          limits: {{cpu: 500m, memory: 256Mi}}\n"
)


def main() -> int:
    """Measure and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", type=pathlib.Path)
    options = parser.parse_args()
    files = [path for path in sorted(pathlib.Path(options.folder).rglob("*")) if path.suffix in (".yaml", ".yml")]
    if not files:
        parser.error(f"no manifest below {options.folder}")
    head = f"{len(files)} files, {os.cpu_count()} cores, medians of {options.runs} interleaved runs."
    lines = ["# Benchmark: manifests", "", head, ""]
    with tempfile.TemporaryDirectory(prefix="hullmark-bench-") as scratch:
        root = pathlib.Path(scratch)
        for count in (100, 1000):
            lines += compared(files, count, options.runs, root)
        lines += by_size(options.runs, root)
    lines += throughput(files)
    text = "\n".join(lines)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    print(text)
    return 0


def runners(folder: pathlib.Path) -> dict[str, Callable[[], Sample]]:
    """Return the command of each installed tool that lints the manifests of a folder."""
    hullmark, checkov = tool("hullmark"), tool("checkov")
    if hullmark is None:
        raise SystemExit("hullmark is not installed")
    ours = [hullmark, "check", "--isolated", "--format", "json", str(folder)]
    commands = {
        "hullmark": lambda: once([*ours, "--no-cache"]),
        "hullmark, files unchanged": lambda: once(ours),
    }
    if checkov is not None:
        theirs = [checkov, "-d", str(folder), "--compact", "--quiet", "-o", "json", "--framework", "kubernetes"]
        commands["checkov"] = lambda: once([*theirs, "--skip-download"])
    return commands


def compared(files: list[pathlib.Path], count: int, runs: int, root: pathlib.Path) -> list[str]:
    """Lint some files, spread evenly over those given, with every tool."""
    folder = root / f"files-{count}"
    for number in range(count):
        source = files[number * len(files) // count % len(files)]
        target = folder / f"{number:05}" / source.name
        target.parent.mkdir(parents=True)
        target.write_bytes(source.read_bytes())
    return [f"## {count} files", "", *table(interleaved(runners(folder), runs)), ""]


def by_size(runs: int, root: pathlib.Path) -> list[str]:
    """Lint one file of many documents, up to 20 megabytes."""
    rows = []
    for size in (200_000, 2_000_000, 20_000_000):
        folder = root / f"bytes-{size}"
        folder.mkdir()
        unit = len(_OBJECT.format(n=10_000))
        text = "".join(_OBJECT.format(n=number) for number in range(size // unit + 1))
        (folder / "all.yaml").write_text(text, encoding="utf-8")
        command = [tool("hullmark") or "", "check", "--isolated", "--format", "json", "--no-cache"]
        run = [*command, "--max-size", "30000000", str(folder)]
        figure = interleaved({"hullmark": lambda: once(run)}, min(runs, 3))["hullmark"]
        seconds = figure.wall / len(text) * 1e6
        rows.append((f"{len(text) / 1e6:.1f}", f"{figure.wall:.2f}", f"{seconds:.2f}", f"{figure.peak:.0f}"))
    return ["## One file of many documents", "", *grid(("MB", "seconds", "seconds a MB", "peak MiB"), rows), ""]


def throughput(files: list[pathlib.Path]) -> list[str]:
    """Compose all files, in this process: located nodes, each tree dropped before the next."""
    texts = [path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff") for path in files]
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        for text in texts:
            compose(text)
        best = min(best, time.perf_counter() - started)
    return ["## YAML", "", f"{size / 1e6:.1f} MB in {best:.2f} s: {size / 1e6 / best:.1f} MB/s with positions.", ""]


if __name__ == "__main__":
    sys.exit(main())
