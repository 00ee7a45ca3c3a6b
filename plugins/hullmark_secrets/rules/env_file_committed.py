"""A file of variables that holds credentials is committed.

Why: whoever may read the repository, now or later, has the passwords of the place where they are used.
Instead: add the file to ``.gitignore``, commit a sample of it with empty values, and change what was committed.
Flags: a file that ``env_file`` or ``EnvironmentFile=`` names, that lies in the same Git checkout, that no
``.gitignore`` leaves out, and in which a name that says credential has a value written out.
Not flagged: files that Git ignores or that are not there; samples (``*.example``, ``*.sample``, ``*.template``,
``*.dist``); files with ports and versions only; what lies in no checkout. Values are never shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import FileReference
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_secrets.pairs import pairs_in

_SAMPLE = pattern(r"(?:^|[./-])(?:examples?|sample|template|tmpl|tpl|dist|defaults?)(?:[./-]|$)")


@rule(CREDENTIALS, WARNING, on=FileReference, peers="dockerbench:7.4")
def check(reference: FileReference, context: Context) -> Iterator[Problem]:
    """Flag the reference."""
    path, around = reference.path, context.document.surroundings
    if reference.use != "env_file" or not path.known or _SAMPLE.search(path.lower()):
        return
    text = around.read(reference.name)
    if not text or around.ignored(reference.name) is not False:
        return
    names = list(dict.fromkeys(pair.name for pair in pairs_in(Text(text, Span(0, len(text))))))
    if names:
        more = f" and {len(names) - 1} more" * (len(names) > 1)
        message = f"{path} is committed with the value of {names[0]}{more}; let Git ignore it and commit a sample"
        yield Problem(path, message, secret=False)
