"""Shell form rewritten as a JSON array."""

from __future__ import annotations

import json

from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile import lexer
from hullmark_dockerfile.tree import Instruction

_PLAIN = pattern(r"[\w@%+,./:=-]+")
#: Words that only a shell knows.
_BUILTINS = frozenset((
    "!", ".", ":", "[", "[[", "alias", "bg", "break", "case", "cd", "command", "continue", "eval", "exec", "exit",
    "export", "fg", "for", "function", "getopts", "if", "jobs", "read", "return", "set", "shift", "source", "time",
    "times", "trap", "type", "ulimit", "umask", "unset", "until", "wait", "while", "{",
))


def is_plain(words: tuple[Text, ...]) -> bool:
    """Tell whether a command line is a program and its arguments, with nothing for a shell to do."""
    plain = all(_PLAIN.fullmatch(word) for word in words)
    return plain and bool(words) and "=" not in words[0] and words[0] not in _BUILTINS


def as_array(instruction: Instruction, document: Document) -> Fix | None:
    """Return the fix that writes a command as an array, None where that is not simple."""
    value = instruction.body
    words = lexer.words(value)
    source = document.text[value.start:value.end]
    if instruction.heredocs or "#" in source or "\\u" in source:
        return None
    if words[0] == "exec":
        words = words[1:]
    if is_plain(words):
        text = json.dumps([str(word) for word in words], ensure_ascii=False)
        safe = instruction.key != "CMD" or instruction.stage.last("ENTRYPOINT") is None
        return Fix("write a JSON array", (Edit(value.span, text),), safe)
    script = instruction.script
    if script is None or script.broken is not None or script.comments or len(script.commands) != 1:
        return None
    command = script.commands[0]
    if command.program in _BUILTINS or command.blocks or command.after or command.assignments or not command.name:
        return None
    text = json.dumps(["/bin/sh", "-c", f"exec {value}"], ensure_ascii=False)
    return Fix("keep the shell and let it exec", (Edit(value.span, text),), safe=False)
