"""A file that is referred to is not there.

Why: Compose, Podman, kustomize and the builder stop with "no such file or directory", on all machines but the author's.
Instead: commit the file, correct the path, or say that it may be missing: ``required: false`` for a file of variables.
Flags: files of variables and labels, included and extended files, the context of a build and its Dockerfile, files of
configs and secrets, and bind mounts that Docker may not make; resources, patches and generators' files of a
kustomization; all in a Git checkout that the file itself belongs to. One that Git ignores is told as information and
from the profile strict on: whoever starts the project has to make it.
Not flagged: ``required: false`` and a ``-`` in front; paths with variables, absolute ones, URLs; paths that lead
somewhere from one of the three folders above, which may be the project's, but not a kustomization's; whatever lies
outside the checkout.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from hullmark.model import FileReference
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

#: Folders above that may be the project's own, which paths count from.
_ABOVE = ("../", "../../", "../../../")

_KUSTOMIZATION = "kustomization"
_CONSEQUENCES = {
    "build": "nothing is built", "include": "the project is refused", "extends": "the project is refused",
    _KUSTOMIZATION: "nothing is rendered",
}


@rule(
    VALIDITY,
    {"": WARNING, "kubernetes": ERROR},
    on=FileReference,
    peers="composego:env-file-not-found composego:cannot-read-extends",
)
def check(reference: FileReference, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    around = context.document.surroundings
    path, name = reference.path, reference.name
    if not reference.needed or not path.known or around.exists(name) is not False:
        return
    if reference.use != _KUSTOMIZATION and any(around.exists(above + name) for above in _ABOVE):
        return
    if around.ignored(basename(context.document.path)) is not False:
        return
    if around.ignored(name):
        message = f"{path} is ignored by Git and not there; say how to make it before the project is started"
        yield Problem(path, message, severity=INFO, profile=STRICT)
    else:
        yield Problem(path, f"{path} does not exist, so {_CONSEQUENCES.get(reference.use, 'nothing starts')}")
