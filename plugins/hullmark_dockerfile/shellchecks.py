"""Checks of single shell commands, each a class of ShellCheck that goes wrong in Dockerfiles.

Codes: https://www.shellcheck.net/wiki/, read in November 2026. The checks are much narrower than ShellCheck's: a list
of packages in a variable, ``$(nproc)`` and the like are meant to be split.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from typing import Any
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import STRICT
from hullmark.plugin import pattern
from hullmark.shell.programs import SHELLS

from hullmark_dockerfile.expansions import Expansion
from hullmark_dockerfile.expansions import expansions
from hullmark_dockerfile.scene import Scene
from hullmark_dockerfile.shells import DASH

#: A place and what is wrong there.
Found = tuple[Any, str]


class Check(NamedTuple):
    """A check: ShellCheck's code, the programs it looks at (none for all), and what it yields for a command."""

    code: str
    programs: frozenset[str]
    find: Callable[[Command, int, Scene], Iterator[Found]]
    profile: str = STRICT
    severity: str | None = None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TESTS = _words("[ test")
#: Programs to which a path that falls apart does harm.
_PATHS = _words("[ test cd chmod chown cp install ln mkdir mv rm rmdir tar touch unzip")
_BROAD = _words("[ test cd ln mkdir")
#: Names of values that are meant to fall apart.
_LISTS = pattern(r"(?:opt|arg|flag|param|pkg|list|cmd|command|s)$", re.IGNORECASE)
#: Names of values that have no blanks.
_WORD_LIKE = pattern(
    r"te?mp|(?:arch|branch|codename|commit|date|distro|group|hash|home|id|major|minor|num|os|platform|release|rev"
    r"|revision|sha\d*|suffix|tag|target|[ug]id|user|ver|version)$",
    re.IGNORECASE,
)
_HARMLESS = pattern(r"[^\s*?\[\]]+")
#: Commands whose output is one word, and which do not fail.
_PLAIN_OUTPUT = pattern(
    r"\s*(?:apk\s+--print-arch|arch|basename|command\s+-v|date|dirname|dpkg\s+--print-architecture|dpkg-architecture"
    r"|echo|getconf|hostname|id|lsb_release|mktemp|nproc|printf|pwd|rpm\s+-E|uname|wc|which|whoami)\b"
)
_LITERAL = pattern(r"\$\{?([A-Za-z_]\w*)")
#: Programs that replace variables in their arguments themselves, or whose language has other ones.
_CODE = SHELLS | _words(
    "awk envsubst eval export find gawk jq make mawk node perl php python ruby sed su trap xargs yq"
)
_ESCAPES = pattern(r"\\[nt]")
_ROOTED = pattern(r"/(?:\*|\.\*|(?:bin|boot|etc|home|lib|lib64|opt|root|sbin|srv|usr|var)?/?$)")
_ASSIGNMENT = pattern(r"([A-Za-z_]\w*)\+?=")
_GUARD = pattern(r":?[-+?=]")
_EXITS = _words(": break continue echo exit false printf return true")
_CONDITIONS = _words("if elif while until")


def _cd(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """A failing cd, and the commands behind it run elsewhere."""
    if position > scene.stops or command.after not in (";", "\n") or not command.args or "$(" in command.blocks:
        return
    if command.args[-1] not in ("/", "-", "..", "~", "/tmp") and position + 1 < len(scene.script.commands):
        yield command.span, "the commands behind run elsewhere if cd fails: join them with &&"


def _unquoted(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """A variable without quotes where one word is wanted."""
    for arg in command.args:
        for found in expansions(arg, scene.source):
            if not found.name or found.quoted or not _may_split(found, scene):
                continue
            spelled = scene.source[found.span.start:found.span.end]
            if command.program not in _TESTS:
                if not _WORD_LIKE.search(found.name):
                    yield found.span, f"{spelled} is not quoted and falls apart at blanks"
            elif found.span == arg.span:
                yield found.span, f"{spelled} is not quoted and breaks the test when it is empty"


def _may_split(found: Expansion, scene: Scene) -> bool:
    """Tell whether the value of a variable may be empty or fall apart, as far as its name and value show."""
    name = found.name
    if not name.isidentifier() or name in scene.loops or _LISTS.search(name) or found.modifier[:1] in (":", "+", "-"):
        return False
    value = scene.value(name)
    return value is None or not value.known or not _HARMLESS.fullmatch(value)


def _substitution(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """A command substitution without quotes where one word is wanted."""
    for arg in command.args:
        for found in expansions(arg, scene.source):
            if not found.name and not found.quoted and not _PLAIN_OUTPUT.match(found.inside):
                effect = "breaks the test when it is empty" if command.program in _TESTS else "falls apart at blanks"
                yield found.span, f"the output put in here is not quoted and {effect}"


def _literal(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """A build argument in single quotes, which nothing replaces, neither now nor when the container runs."""
    if command.program in _CODE:
        return
    for arg in command.args:
        if "$" not in arg or not arg.known or "'" not in scene.source[arg.start:arg.end]:
            continue
        for match in _LITERAL.finditer(arg):
            variable = scene.instruction.stage.variable(match[1], scene.instruction.index)
            if variable is not None and variable.kind == "arg":
                place = arg.part(match.start(), match.end())
                yield place, f"the argument {match[1]} is not replaced in single quotes"


def _useless_cat(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """A cat that only feeds a pipe."""
    if command.after == "|" and len(command.args) == 1 and not command.args[0].startswith("-"):
        if not command.redirects and command.piped_from is None and _HARMLESS.fullmatch(command.args[0]):
            yield command.span, "cat is not needed: the next program can read the file itself"


def _either(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """``A && B || C`` meant as if, then, else."""
    commands = scene.script.commands
    if command.before != "&&" or command.after != "||" or command.program in _EXITS:
        return
    if not 0 < position < len(commands) - 1:
        return
    test, following = commands[position - 1], commands[position + 1]
    if test.program not in _TESTS | {"[["} or test.before in ("&&", "||", "|") or following.program in _EXITS:
        return
    if following.blocks == command.blocks == test.blocks:
        yield command.span, f"{following.program} runs also when this fails: A && B || C is no if-then-else"


def _listed(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """``ls | grep``."""
    left = command.piped_from
    if left is not None and left.program == "ls" and not left.arguments.has("-l", "-1", "-R", "-t"):
        yield left.name, "ls in front of grep mangles odd names: use a pattern or find"


def _hidden(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """``export X=$(...)``, which succeeds whatever happens inside."""
    for arg in command.args:
        match = _ASSIGNMENT.match(arg)
        if match is None or arg.known:
            continue
        inside = [found.inside for found in expansions(arg, scene.source) if not found.name]
        if any(not _PLAIN_OUTPUT.match(text) for text in inside):
            yield arg.part(0, match.end(1)), f"{command.program} hides the failure of the command behind {match[1]}="


def _escapes(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    r"""``echo "a\nb"``, which some shells print as it is."""
    if scene.shell == DASH or "$(" in command.blocks or "e" in "".join(command.args[:1])[:3].partition("-")[2]:
        return
    for arg in command.args:
        match = _ESCAPES.search(arg)
        if match:
            yield arg.part(match.start(), match.end()), f"echo may print {match[0]} as it is: use printf"
            return


def _root(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """``rm -rf "$X/"*``, which clears the root folder when X is empty."""
    if not command.arguments.has("-r", "-R", "--recursive"):
        return
    for arg in command.arguments.operands:
        found = next(expansions(arg, scene.source), None)
        if found is None or found.span.start - arg.start > 1 or not found.name.isidentifier() or found.modifier:
            continue
        rest = scene.source[found.span.end:arg.end].replace('"', "")
        if rest and _ROOTED.match(rest) and not scene.value(found.name) and found.name not in scene.loops:
            spelled = scene.source[found.span.start:found.span.end]
            yield arg, f"if {spelled} is empty this removes {rest}"


def _bracket(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """A test without its closing bracket."""
    last = command.args[-1] if command.args else command.name
    if command.name == "[" and "]" not in command.args and (last.known or last.endswith("]")):
        yield last, "this test always fails: ] must stand as a word of its own at its end"


def _negated(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """``set -e; ! a; b``: a negated command never ends the script."""
    if command.negated and position > scene.stops and command.after in (";", "\n", "|"):
        last = position + 1 == len(scene.script.commands)
        if not last and command.before not in ("&&", "||") and _CONDITIONS.isdisjoint(command.blocks):
            yield command.name, "a command behind ! does not stop the build when it succeeds"


def _unset(command: Command, position: int, scene: Scene) -> Iterator[Found]:
    """A variable that nothing sets: in lower case, or with a name much like another one."""
    if scene.sourced:
        return
    for arg in (*command.args, *(assignment.value for assignment in command.assignments)):
        for found in expansions(arg, scene.source):
            name = found.name
            if not name.isidentifier() or _GUARD.match(found.modifier) or scene.is_set(name):
                continue
            similar = scene.similar(name)
            if similar is not None:
                yield found.span, f"the variable {name} is set nowhere, {similar} is"
            elif name.islower():
                yield found.span, f"the variable {name} is set nowhere"


#: Wrappers that hand over a text whose quotes stand inside of others.
FOREIGN = SHELLS | _words("eval flock runuser script sg su")

CHECKS = (
    Check("SC1019", _words("["), _bracket, DEFAULT, ERROR),
    Check("SC2164", _words("cd"), _cd),
    Check("SC2086", _PATHS, _unquoted),
    Check("SC2046", _BROAD, _substitution),
    Check("SC2016", frozenset(), _literal),
    Check("SC2002", _words("cat"), _useless_cat, ALL),
    Check("SC2015", frozenset(), _either),
    Check("SC2010", _words("grep egrep"), _listed),
    Check("SC2155", _words("export local declare readonly typeset"), _hidden),
    Check("SC2028", _words("echo"), _escapes),
    Check("SC2115", _words("rm"), _root),
    Check("SC2251", frozenset(), _negated),
    Check("SC2154", frozenset(), _unset),
)
