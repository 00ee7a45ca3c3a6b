"""What bash knows and a plain /bin/sh does not.

Sources: the manual page of dash 0.5.12, busybox 1.36 (shell/ash.c with Alpine's configuration, which sets
ASH_BASH_COMPAT), and ShellCheck's list SC3001 to SC3061, read in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.shells import BASH_LIKE
from hullmark_dockerfile.shells import BUSYBOX
from hullmark_dockerfile.tree import Instruction

#: Programs that hand commands to a shell which may be a bash.
_OTHERS = BASH_LIKE | {"su", "runuser", "sg"}

#: Grammar: how it is spelled, what to call it, and whether busybox knows it.
_GRAMMAR = {
    "function": ("the keyword function", True),
    "select": ("select", False),
    "=(": ("an array", False),
    "+=": ("the assignment +=", False),
    "((": ("the arithmetic command ((", False),
    "<(": ("process substitution", True),
    ">(": ("process substitution", True),
    "$'": ("the quoting $'...'", True),
    "|&": ("the pipe |&", False),
    ";&": ("the case ending ;&", False),
    ";;&": ("the case ending ;;&", False),
}
#: Redirections beyond POSIX, and whether busybox knows them.
_REDIRECTS = {"&>": True, "&>>": True, "<<<": False}

#: Commands beyond POSIX, and whether busybox knows them.
_COMMANDS = {
    "[[": True, "source": True, "let": True, "bind": False, "caller": False, "compgen": False, "complete": False,
    "declare": False, "dirs": False, "disown": False, "enable": False, "mapfile": False, "popd": False, "pushd": False,
    "readarray": False, "shopt": False, "typeset": False,
}
#: Options of a shell's own commands that dash lacks; those behind the stroke busybox lacks too.
_OPTIONS = {
    "echo": pattern(r"-[neE]*[eE][neE]*|$.^"),
    "read": pattern(r"-[a-zA-Z]*[dnNstu].*|(-[a-zA-Z]*[aei].*)"),
    "export": pattern(r"$.^|(-[a-z]*[fn])"),
    "printf": pattern(r"$.^|(-v)"),
    "exec": pattern(r"$.^|(-[acl]+)"),
    "wait": pattern(r"-n|(-[fp])"),
    "trap": pattern(r"$.^|(ERR|DEBUG|RETURN)"),
}
#: A word that begins as an option, perhaps in quotes.
_LEADING = pattern(r"\s[\"'\\]*-")
_PIPEFAIL = "pipefail"

_VARIABLE = pattern(
    r"\$\{?(?:(?P<busybox>RANDOM)|SECONDS|BASH_\w+|BASHPID|PIPESTATUS|FUNCNAME|EPOCHSECONDS|EPOCHREALTIME|DIRSTACK"
    r"|HOSTTYPE|MACHTYPE|OSTYPE|UID|EUID|GROUPS|COMP_\w+)\b"
)
_NAME = pattern(r"\$\{?(\w+)")
_EXPANSION = pattern(
    r"\$\{(?:(?P<indirect>!)|#?\w+(?:(?P<array>\[)|(?P<replace>/)|(?P<slice>:(?=[^-=?+}]))|(?P<case>\^|,)|(?P<form>@)))"
)
_EXPANSIONS = {
    "indirect": ("${!x}", False), "array": ("${x[i]}", False), "replace": ("${x/a/b}", True),
    "slice": ("${x:1:2}", True), "case": ("${x^^}", False), "form": ("${x@Q}", False),
}
_QUOTED = pattern(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\\.|\$\{[^}]*\}", re.DOTALL)
_BRACES = pattern(
    r"(?<![$%{])\{(?:[^\s{}\"',:=;]*[^\s{}\"',:=;\d][^\s{}\"',:=;]*,[^\s{}\"':=;]*|[^\s{}\"',:=;]*,[^\s{}\"':=;]*"
    r"[^\s{}\"':=;\d,][^\s{}\"':=;]*|-?\d+\.\.-?\d+(?:\.\.-?\d+)?|[A-Za-z]\.\.[A-Za-z])\}(?!\})"
)
#: Programs whose arguments have braces of their own.
_PATTERNS = frozenset((
    "awk", "curl", "docker", "egrep", "expr", "find", "gawk", "git", "grep", "jq", "kubectl", "mawk", "perl", "python",
    "rename", "rpm", "ruby", "sed", "xargs", "[[",
))


def bashisms(instruction: Instruction, script: Script, text: str, shell: str) -> Iterator[tuple[Text, str]]:
    """Yield what the shell does not know in a script: the place, and what to call it. ``text`` is the whole file."""
    lenient = shell == BUSYBOX
    assigned = _assigned(script) if _VARIABLE.search(script.text) else None
    for place in script.extensions:
        what, known = _GRAMMAR.get(str(place), ("an array", False))
        if not (known and lenient):
            yield place, what
    for command in script.commands:
        if _OTHERS.isdisjoint(command.wrappers):
            yield from _in_command(command, lenient)
            for word in _words(command) if assigned is not None or _has_braces(command.text) else ():
                if not word.known:
                    yield from _expansions(word, lenient)
                    if assigned is not None:
                        yield from _variables(word, instruction, assigned, lenient)
                if "{" in word and command.program not in _PATTERNS:
                    yield from _braces(word, text)


def _in_command(command: Command, lenient: bool) -> Iterator[tuple[Text, str]]:
    """Yield commands, options and redirections that the shell does not know."""
    program = command.program
    known = _COMMANDS.get(program)
    if known is not None and not (known and lenient) and command.name == program:
        yield command.name, program
    elif program in _OPTIONS and (program == "trap" or _LEADING.search(command.text)):
        yield from _options(command, lenient)
    elif program == "set" and not lenient and _PIPEFAIL in command.text:
        for arg in command.args:
            if arg == _PIPEFAIL:
                yield arg, "set -o pipefail"
    elif program in ("[", "test") and not lenient and ("==" in command.text or "=~" in command.text):
        for arg in command.args:
            if arg in ("==", "=~"):
                yield arg, f"{arg} in {program}"
    for redirect in command.redirects:
        if redirect.operator in _REDIRECTS and not (_REDIRECTS[redirect.operator] and lenient):
            yield redirect.target, f"the redirection {redirect.operator}"


def _has_braces(text: str) -> bool:
    """Tell whether braces in a command as written may be more than those around the name of a variable."""
    return "{" in text and ("," in text or ".." in text or _EXPANSION.search(text) is not None)


def _words(command: Command) -> Iterator[Text]:
    yield command.name
    yield from command.args
    for assignment in command.assignments:
        yield assignment.value


def _options(command: Command, lenient: bool) -> Iterator[tuple[Text, str]]:
    """Yield the options that the shell's own command lacks."""
    args = command.args if command.program == "trap" else command.args[:2]
    for arg in args:
        match = _OPTIONS[command.program].fullmatch(arg)
        if match and (not lenient or match.lastindex):
            yield arg, f"{command.program} {arg}"
        if not arg.startswith("-") and command.program != "trap":
            return


def _expansions(text: Text, lenient: bool) -> Iterator[tuple[Text, str]]:
    """Yield the expansions in a word that the shell does not know."""
    for match in _EXPANSION.finditer(text):
        spelled, known = _EXPANSIONS[match.lastgroup or "array"]
        if not (known and lenient):
            yield text.part(match.start(), match.end()), f"the expansion {spelled}"


def _variables(
    text: Text, instruction: Instruction, assigned: frozenset[str], lenient: bool
) -> Iterator[tuple[Text, str]]:
    """Yield the variables in a word that only bash sets."""
    for match in _VARIABLE.finditer(text):
        name = _NAME.match(match[0])
        assert name is not None
        if match["busybox"] and lenient or name[1] in assigned:
            continue
        if instruction.stage.variable(name[1], instruction.index) is None:
            yield text.part(match.start(), match.end()), f"the variable {name[1]}"


def _assigned(script: Script) -> frozenset[str]:
    return frozenset(str(assignment.name) for command in script.commands for assignment in command.assignments)


def _braces(word: Text, text: str) -> Iterator[tuple[Text, str]]:
    """Yield the brace expansions outside of quotes."""
    raw = text[word.start:word.end]
    if len(raw) > len(word):
        raw = _QUOTED.sub(lambda match: " " * len(match[0]), raw)
    elif raw != word:
        return
    match = _BRACES.search(raw)
    if match:
        span = Span(word.start + match.start(), word.start + match.end())
        yield Text(match[0], span), f"the brace expansion {match[0]}"
