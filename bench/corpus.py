"""Inputs: the Dockerfiles of a folder, copies of them in any number, and long ones made to measure."""

from __future__ import annotations

import os
import pathlib
import re

_SHELL = re.compile(r"(?im)^\s*SHELL\b.*\n")
_RUN = re.compile(r"(?im)^(\s*)((?:ONBUILD\s+)?(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK)\b)")
_NAME = re.compile(r"(?i)^(dockerfile|containerfile)([._-].*)?$|\.(dockerfile|containerfile)$")


def find(folder: str) -> list[pathlib.Path]:
    """Return the Dockerfiles below a folder."""
    found = []
    for base, folders, names in os.walk(folder):
        folders.sort()
        found += [pathlib.Path(base, name) for name in sorted(names) if _NAME.search(name)]
    return found


def copy(files: list[pathlib.Path], into: pathlib.Path, count: int, shellcheck: bool = True) -> list[str]:
    """Write ``count`` files, each in a folder of its own, repeating the given ones; return their paths.

    Without ``shellcheck`` a pragma in front of every command makes hadolint skip ShellCheck, and nothing else.
    """
    paths = []
    for number in range(count):
        target = into / f"{number:05}" / "Dockerfile"
        target.parent.mkdir(parents=True)
        text = files[number % len(files)].read_text(encoding="utf-8", errors="replace")
        target.write_text(text if shellcheck else without_shellcheck(text), encoding="utf-8")
        paths.append(str(target))
    return paths


def without_shellcheck(text: str) -> str:
    """Return a Dockerfile in which hadolint takes every command for PowerShell, which ShellCheck does not read."""
    return _RUN.sub(r"# hadolint shell=powershell\n\1\2", _SHELL.sub("", text))


def long(lines: int) -> str:
    """Return a Dockerfile of that many lines: stages, variables, copies and commands in turn."""
    block = (
        "FROM debian:12 AS stage{n}\nENV NAME{n}=value{n} OTHER=$NAME{n}\nWORKDIR /srv/{n}\n"
        "RUN apt-get update && \\\n    apt-get install -y --no-install-recommends curl=8.* && \\\n"
        "    rm -rf /var/lib/apt/lists/*\nCOPY file{n} ./\nEXPOSE 80{m}\nUSER 1000\n"
    )
    count = lines // block.count("\n") + 1
    text = "".join(block.format(n=number, m=number % 10) for number in range(count))
    return "".join(text.splitlines(keepends=True)[:lines])
