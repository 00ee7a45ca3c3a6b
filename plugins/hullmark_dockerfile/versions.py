"""What the rules about missing versions of packages report."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern

from hullmark_dockerfile import pins
from hullmark_dockerfile.installs import Package
from hullmark_dockerfile.installs import packages
from hullmark_dockerfile.installs import words_of
from hullmark_dockerfile.pins import MISSING
from hullmark_dockerfile.runs import assigned
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import instruction_of
from hullmark_dockerfile.runs import removed
from hullmark_dockerfile.runs import swept
from hullmark_dockerfile.runs import values

_VARIABLE = pattern(r"\$\{(\w*)[^{}]*\}|\$(\w+|[@*#?!-])")


def unpinned(command: Command, allow: tuple[str, ...]) -> list[Package]:
    """Return the packages that a command of the build installs in whatever version there is."""
    if not in_build(command):
        return []
    return [package for package in packages(command) if package.pin == MISSING and package.name not in allow]


def missing(command: Command, context: Context) -> Iterator[Problem]:
    """Yield the problem of packages without a version, or else of words that may stand for such packages."""
    found = unpinned(command, context.options.allow)
    yield from report(found) if found else doubtful(command, context)


def doubtful(command: Command, context: Context) -> Iterator[Problem]:
    """Yield one problem, in the profile all, for the words of which nobody can know whether they hold a version."""
    if not in_build(command) or all(arg.known for arg in command.args):
        return
    words, read = words_of(command)
    gone = removed(command.script)
    if command in swept(command.script) or gone and command.arguments.value("-t", "--virtual") in gone:
        return
    for at in words:
        if values(command, at) is not None or str(at) in gone:
            continue
        masked = _masked(command, at)
        unset = read is pins.rpm and not _declared(command, context, at)
        if not set("".join(masked)) & set("$`") and (unset or MISSING in map(read, masked)):
            message = f"{pins.shown(str(at))} may stand for packages without a version"
            yield Problem(at, message, severity=INFO, profile=ALL)
            return


def _masked(command: Command, word: str) -> list[str]:
    """Return the words of an argument with a digit in place of each variable, its value looked up in the script."""
    match = _VARIABLE.fullmatch(word)
    value = assigned(command).get(match[1] or match[2] or "") if match else None
    return _VARIABLE.sub("0", value).split() if value is not None else [_VARIABLE.sub("0", word)]


def _declared(command: Command, context: Context, word: str) -> bool:
    """Tell whether the file or the script sets all variables of a word."""
    instruction = instruction_of(context.document, command)
    for match in _VARIABLE.finditer(word):
        name = match[1] or match[2] or ""
        if instruction.stage.variable(name, instruction.index) is None and name not in assigned(command):
            return False
    return True


def report(
    found: list[Package],
    severity: str | None = None,
    profile: str = DEFAULT,
    outcome: str = "a later build may install another",
) -> Iterator[Problem]:
    """Yield one problem for the packages without a version, at the first of them."""
    if found:
        verb = "has" if len({package.name for package in found}) == 1 else "have"
        names = pins.listing(package.name for package in found)
        yield Problem(found[0].at, f"{names} {verb} no version; {outcome}", severity=severity, profile=profile)
