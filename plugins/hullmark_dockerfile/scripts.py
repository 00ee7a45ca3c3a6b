"""What RUN, CMD, ENTRYPOINT and HEALTHCHECK run, as a script."""

from __future__ import annotations

from hullmark.model import Script
from hullmark.plugin import Text
from hullmark.plugin import join
from hullmark.plugin import pattern
from hullmark.shell.commands import parse
from hullmark.shell.commands import parse_exec

from hullmark_dockerfile.tree import Instruction

_USE = {"RUN": "build", "CMD": "start", "ENTRYPOINT": "start", "HEALTHCHECK": "health"}
_SHEBANG = pattern(r"#!\s*(\S+)(?:\s+(\S+))?")


def script_of(instruction: Instruction) -> Script | None:
    """Return the script of an instruction, None for one that runs nothing."""
    use = _USE.get(instruction.key)
    if use is None or not instruction.value:
        return None
    if instruction.key == "HEALTHCHECK" and instruction.value[:4].upper() == "NONE":
        return None
    if instruction.onbuild:
        use = "onbuild"
    container = instruction.stage.container
    array = instruction.array
    if array is not None and not array.error:
        return parse_exec(array.items, instruction.body.span, use, container, instruction.text_of)
    text, language = _text(instruction)
    return parse(text, language, use, container, instruction.text_of)


def _text(instruction: Instruction) -> tuple[Text, str]:
    """Return the text that the shell gets, and the name of the shell."""
    shell = instruction.shell.name
    value, heredocs = instruction.body, instruction.heredocs
    if not heredocs or instruction.key != "RUN":
        return value, shell
    if len(heredocs) == 1 and value == heredocs[0].word:
        body = heredocs[0].body
        shebang = _SHEBANG.match(body)
        if shebang:
            program = shebang[2] if shebang[1].endswith("/env") and shebang[2] else shebang[1]
            return body, program.rsplit("/", 1)[-1]
        return body, shell
    pieces = value.pieces()
    for heredoc in heredocs:
        end = heredoc.body.span.end
        pieces.append(("\n", max(heredoc.body.span.start - 1, 0)))
        pieces += heredoc.body.pieces()
        pieces.append((heredoc.name, end))
    return join(pieces), shell
