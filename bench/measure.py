"""Whole processes, timed from outside: wall and processor seconds, and peak memory, by the kernel's own accounting."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from collections.abc import Sequence
from typing import NamedTuple


class Sample(NamedTuple):
    """One run: seconds of wall clock and of processor, mebibytes of the largest process."""

    wall: float
    cpu: float
    peak: float


class Figure(NamedTuple):
    """Medians over the runs of one command."""

    wall: float
    cpu: float
    peak: float
    runs: int


def environment() -> dict[str, str]:
    """Return the environment of a run: bytecode may be written, so that later runs are warm."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def once(command: Sequence[str], folder: str | None = None) -> Sample:
    """Run a command to its end, whatever its exit code; what it prints is thrown away.

    Raises OSError when it cannot be started, RuntimeError when a signal ends it.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        raise RuntimeError(f"{command[0]} was ended by signal {-process.returncode}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleaved(commands: dict[str, Callable[[], Sample]], runs: int) -> dict[str, Figure]:
    """Run all commands in turn, A B C A B C, after one round that does not count; return the medians."""
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            sample = command()
            if number:
                samples[name].append(sample)
    return {
        name: _medians(found)
        for name, found in samples.items()
    }


def _medians(samples: list[Sample]) -> Figure:
    wall, cpu, peak = (statistics.median(column) for column in zip(*samples))
    return Figure(wall, cpu, peak, len(samples))
