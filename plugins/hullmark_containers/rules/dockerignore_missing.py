"""The whole context is copied, and there is no .dockerignore.

Why: the history of the repository, credentials and installed packages of the folder are sent to the builder and are in
the image then; each change of them makes the cache of the build useless.
Instead: write a ``.dockerignore`` beside the Dockerfile, with ``.git``, ``node_modules`` and ``.env*`` for a start, or
copy what is needed by name.
Flags: COPY and ADD of ``.`` where the context has no ignore file or an empty one, and ``.git``, ``node_modules``,
``.env`` or another file of credentials lies in it; as information and from the profile strict on in a stage that only
builds.
Not flagged: a context with nothing of that, or whose files are not at hand; ``--from`` and ``--exclude``.
See: https://docs.docker.com/build/concepts/context/#dockerignore-files
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dockerignore import effective
from hullmark.model import ContextCopy
from hullmark.plugin import BUILD
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.contexts import BALLAST
from hullmark_containers.contexts import SECRETS


@rule(BUILD, WARNING, on=ContextCopy)
def check(copy: ContextCopy, context: Context) -> Iterator[Problem]:
    """Flag the source."""
    around = context.document.surroundings
    found = effective(around, copy.dockerfile, copy.context)
    if found is not None and found[1].patterns:
        return
    there = [path for path in (*SECRETS, *BALLAST) if around.exists(copy.path(path))]
    if there:
        severity, profile = (WARNING, DEFAULT) if copy.ships else (INFO, STRICT)
        what = "an empty" if found is not None else "no"
        message = f"{' and '.join(there[:2])} of the context are copied too: there is {what} .dockerignore"
        if len(there) == 1:
            message = message.replace(" are ", " is ")
        yield Problem(copy.source, message, profile=profile, severity=severity)
