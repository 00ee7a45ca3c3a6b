"""The whole context is copied, and .dockerignore lets credentials in.

Why: what lies in the folder when somebody builds is in the image then: ``.env``, keys, the state of Terraform; and
whoever pulls the image has it.
Instead: name them in ``.dockerignore``: ``.env*``, ``**/*.pem``, ``**/*.key``, ``.npmrc``, ``.aws``, ``.ssh``; or shut
everything out with ``*`` and take back what is needed.
Flags: COPY and ADD of ``.`` beside an ignore file none of whose patterns hides ``.env``, ``.npmrc``, ``.aws``,
``.ssh``, ``id_rsa``, or a file that ends with ``.pem``, ``.key`` or ``.tfstate``; in the profile all also beside one
that hides some of them only.
Not flagged: a context without ignore file; one that begins with ``*``; ``--from``; copies of named folders.
See: https://docs.docker.com/build/concepts/context/#dockerignore-files
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from hullmark.dockerignore import effective
from hullmark.plugin import ALL
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Instruction

#: What is looked for, as it is called in a message, by a path that it may have.
_CREDENTIALS = {
    ".env": ".env", "server.pem": "*.pem", "server.key": "*.key", "id_rsa": "id_rsa", ".npmrc": ".npmrc",
    ".aws/credentials": ".aws", ".ssh/id_rsa": ".ssh", "terraform.tfstate": "*.tfstate",
}


@rule(
    CREDENTIALS,
    INFO,
    on=Instruction,
    when=("COPY", "ADD"),
    profile=STRICT,
    peers="dockle:CIS-DI-0010 dockle:DKL-LI-0003",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the source."""
    source = next((source for source in local_sources(instruction) if source in (".", "./", "/")), None)
    name = basename(context.document.path)
    found = effective(context.document.surroundings, name) if source is not None else None
    if source is None or found is None:
        return
    name, ignore = found
    missing = [shown for path, shown in _CREDENTIALS.items() if not ignore.hides(path)]
    if missing and not ignore.hides_all:
        profile = ALL if len(missing) < len(_CREDENTIALS) else DEFAULT
        others = " and others" if len(missing) > 3 else ""
        message = f"{name} does not keep {', '.join(missing[:3])}{others} out"
        yield Problem(source, message, profile=profile, secret=False)
