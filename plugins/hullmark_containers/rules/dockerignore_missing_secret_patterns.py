"""The whole context is copied, and .dockerignore lets credentials in.

Why: what lies in the folder when somebody builds is in the image then: ``.env``, keys, the state of Terraform; and
whoever pulls the image has it.
Instead: name them in ``.dockerignore``: ``.env*``, ``**/*.pem``, ``**/*.key``, ``.npmrc``, ``.aws``, ``.ssh``; or shut
everything out with ``*`` and take back what is needed.
Flags: COPY and ADD of ``.`` where ``.env``, ``.npmrc``, ``.netrc``, ``id_rsa``, credentials of clouds and registries or
the state of Terraform lie in the context and no pattern of the ignore file hides them; as information from the
profile strict on also an ignore file that would hide none of them, in the profile all one that hides some of them only.
Not flagged: a context without ignore file, which is dockerignore-missing; one that begins with ``*``; ``--from`` and
``--exclude``; copies of named folders. A stage that only builds is information.
See: https://docs.docker.com/build/concepts/context/#dockerignore-files
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dockerignore import effective
from hullmark.model import ContextCopy
from hullmark.plugin import ALL
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.contexts import SECRETS

#: What is looked for, as it is called in a message, by a path that it may have.
_LIKELY = {
    ".env": ".env", "server.pem": "*.pem", "server.key": "*.key", "id_rsa": "id_rsa", ".npmrc": ".npmrc",
    ".aws/credentials": ".aws", ".ssh/id_rsa": ".ssh", "terraform.tfstate": "*.tfstate",
}


@rule(
    CREDENTIALS,
    INFO,
    on=ContextCopy,
    peers="dockle:CIS-DI-0010 dockle:DKL-LI-0003",
)
def check(copy: ContextCopy, context: Context) -> Iterator[Problem]:
    """Flag the source."""
    around = context.document.surroundings
    found = effective(around, copy.dockerfile, copy.context)
    if found is None or found[1].hides_all or not found[1].patterns:
        return
    name, ignore = found
    there = [path for path in SECRETS if not ignore.hides(path) and around.exists(copy.path(path))]
    if there and not ignore.exceptions:
        severity, profile = (WARNING, DEFAULT) if copy.ships else (INFO, STRICT)
        message = f"{name} lets {' and '.join(there[:2])} in, which lies in the context"
        yield Problem(copy.source, message, profile=profile, severity=severity, secret=False)
        return
    missing = [shown for path, shown in _LIKELY.items() if not ignore.hides(path)]
    if missing:
        profile = ALL if len(missing) < len(_LIKELY) else STRICT
        others = " and others" if len(missing) > 3 else ""
        message = f"{name} does not keep {', '.join(missing[:3])}{others} out"
        yield Problem(copy.source, message, profile=profile, secret=False)
