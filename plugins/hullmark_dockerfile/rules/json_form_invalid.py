"""The argument looks like a JSON array but is none.

Why: Docker takes text that is no valid JSON for shell text or for words, without a warning. ``CMD ['nginx']`` then asks
the shell for a program called "[nginx]", and the container stops as soon as it starts.
Instead: write ``CMD ["nginx", "-g", "daemon off;"]``: double quotes, commas between the strings, none behind the last.
Flags: RUN, CMD, ENTRYPOINT, VOLUME, COPY, ADD and HEALTHCHECK CMD with text that begins with a bracket and was meant as
a list: single quotes, words without quotes, commas too many or too few, text behind the bracket, a single backslash;
arrays that hold something other than strings, which stop the build.
Not flagged: tests (``[ -f x ] && ...``); file patterns (``COPY [a-z]*.txt /x/``); a comment behind a valid array, which
is inline-comment; SHELL, which is shell-not-json.
Fix safety: safe; single quotes become double ones where the result is the array that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.arrays import double_quotes
from hullmark_dockerfile.arrays import looks_like_array
from hullmark_dockerfile.arrays import why
from hullmark_dockerfile.comments import trailing_comment
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("RUN", "CMD", "ENTRYPOINT", "VOLUME", "COPY", "ADD", "HEALTHCHECK"),
    hints=("[",),
    peers="dockerfileutils:JSON_IN_SINGLE_QUOTES hadolint:DL3025",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the text."""
    array = instruction.array
    if array is None or not array.error or trailing_comment(instruction) is not None:
        return
    text = instruction.body
    if array.error == "types":
        yield Problem(text, f"{instruction.key} takes an array of strings and nothing else")
    elif looks_like_array(instruction.key, text):
        yield Problem(text, f"this is read as plain text: {why(text)}", double_quotes(text))
