"""The file is no YAML, or more than can be read.

Why: nothing behind the place is applied, and nothing behind it was checked.
Instead: indent with blanks, never with tabs; quote a value that begins with ``*``, ``&``, ``@``, ``{`` or ``%``.
Flags: what the YAML grammar rejects; an alias without an anchor, or inside of the value that it stands for; nesting
and aliases that unfold beyond the bounds; as information, a file with actions or placeholders of a template engine
(``{{ name }}``, ``@NAME@``, ``{PREFIX}.16``), which is no YAML before the engine has run: once for all templates of a
chart, or of a folder.
Not flagged: the documents of the file that can be read, which are checked.
See: https://yaml.org/spec/1.2.2/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Stream

_SAID = {"alias": "{}", "depth": "{}; the document was not checked", "size": "{}; the document was not checked"}


@rule(
    VALIDITY,
    ERROR,
    on=Stream,
    peers=(
        "kubeconform:error dclint:invalid-yaml composelint:parse-error docker-language-server:yaml-syntax"
        " compose-lint:parser"
    ),
)
def check(stream: Stream, context: Context) -> Iterator[Problem]:
    """Flag what could not be read."""
    template = stream.template
    if template is not None:
        what = "the file is a template" if stream.templates < 2 else f"{stream.templates} files here are templates"
        if stream.templates:
            yield Problem(template, f"{what}, which can be checked once it is filled in", severity=INFO)
        return
    for trouble in stream.troubles:
        if trouble.kind == "syntax":
            yield Problem(trouble.span, f"this is no YAML: {trouble.message}")
        elif trouble.kind in _SAID:
            yield Problem(trouble.span, _SAID[trouble.kind].format(trouble.message))
