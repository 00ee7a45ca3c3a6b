"""git-sync is told which program to run as git.

Why: whoever sets the variable, or writes to the volume in which the program lies, decides what git-sync runs with its
credentials, and it looks like nothing but a sync.
Instead: leave it out; git-sync knows where its git is.
Flags: the variable ``GITSYNC_GIT`` of any container, whatever fills it; ``--git`` among the arguments of a git-sync
image.
Not flagged: other variables of git-sync.
See: https://github.com/kubernetes/git-sync
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(SUPPLY_CHAIN, WARNING, on=PodContainer, peers="checkov:CKV_K8S_159")
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the name of the variable, or the argument."""
    message = f"{container.called} runs whatever this names as git"
    for entry in container.node.mappings("env"):
        name = entry.text("name")
        if name == "GITSYNC_GIT":
            yield Problem(name, message)
    if container.image is not None and "git-sync" in container.image:
        for word in container.words:
            if word.partition("=")[0] in ("--git", "-git"):
                yield Problem(word, message)
