"""Variables that name a credential file, and the copies that bring the file into the image."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename
from posixpath import join
from posixpath import normpath
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

_NAME = pattern(
    r"GOOGLE_APPLICATION_CREDENTIALS|AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|HF_TOKEN_PATH|KUBECONFIG"
    r"|DOCKER_CONFIG|NETRC|PGPASSFILE|AZURE_AUTH_LOCATION|(?:\w+_)?(?:SSL|TLS|PRIVATE)_KEY_(?:FILE|PATH)"
    r"|(?:\w+_)?(?:PASSWORD|TOKEN|SECRET|CREDENTIALS?)_FILE",
    re.IGNORECASE,
)
_VARIABLE = pattern(r"\$\{?([A-Za-z_]\w*)\}?")
#: Where files are mounted by convention.
_MOUNTS = ("/run/secrets", "/var/run/secrets", "/var/secrets", "/secrets", "/mnt", "/vault")
#: Copies and variables of one stage that are compared.
_MAX = 200


class Pointer(NamedTuple):
    """A variable that holds the path of a credential file, and the copy that brings the file."""

    name: Text
    copy: Instruction


def pointers_of(stage: Stage) -> Iterator[Pointer]:
    """Yield the variables of a stage that point at a file which the stage copies."""
    setting = stage.of("ENV", "ARG")
    if not any(_NAME.fullmatch(pair.key) for instruction in setting for pair in instruction.pairs):
        return
    copies: list[tuple[str, Instruction]] = []
    named: list[tuple[Text, str, str]] = []
    mounts = list(_MOUNTS)
    folder = "/"
    for instruction in stage.instructions:
        if instruction.key == "WORKDIR":
            folder = normpath(join(folder, instruction.expand(instruction.value)))
        elif instruction.key in ("COPY", "ADD") and len(instruction.arguments) > 1:
            copies.append((normpath(join(folder, instruction.expanded[-1])), instruction))
        elif instruction.key == "VOLUME":
            mounts += [normpath(join(folder, target)) for target in instruction.expanded if target.strip("/")]
        elif instruction.key in ("ENV", "ARG"):
            named += [(name, value, normpath(join(folder, value))) for name, value in _paths(instruction)]
    del copies[_MAX:], named[_MAX:]
    for name, value, path in named if copies else ():
        if not any(_below(path, mount) for mount in mounts):
            for target, copy in copies:
                if _brings(copy, target, path, value):
                    yield Pointer(name, copy)
                    break


def named_target(instruction: Instruction) -> str:
    """Return the variable that is the destination of a copy, "" unless it is one of a credential file."""
    variable = _VARIABLE.fullmatch(instruction.arguments[-1]) if len(instruction.arguments) > 1 else None
    return variable[1] if variable and _NAME.fullmatch(variable[1]) else ""


def _paths(instruction: Instruction) -> Iterator[tuple[Text, str]]:
    """Yield names and values of the variables that hold the path of a credential file."""
    for pair in instruction.pairs:
        if pair.value is not None and _NAME.fullmatch(pair.key):
            value = instruction.expand(pair.value)
            if value.known and value.strip():
                yield pair.key, str(value)


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _brings(copy: Instruction, target: str, path: str, value: str) -> bool:
    """Tell whether a copy brings the file at a path; one to the root only what it names, or what is relative."""
    if target == "/":
        return not value.startswith("/") or basename(path) in {basename(source) for source in copy.expanded[:-1]}
    return _below(path, target)
