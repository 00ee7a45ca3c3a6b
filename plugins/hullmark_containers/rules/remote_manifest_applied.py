"""A container applies a manifest from the network to its cluster.

Why: whoever can change what stands at that address decides what runs in the cluster, with the rights of this container.
Instead: keep the manifest in this repository, or fetch a release and compare its checksum; give ``helm`` a
``--version``.
Flags: ``kubectl apply``, ``create`` and ``replace`` with ``-f`` or ``-k`` and a URL, also of ``oc``; ``helm install``
and ``upgrade`` with the URL of a chart, or with ``--repo`` and no ``--version``; in what a container starts.
Not flagged: files; addresses in the cluster and on this machine.
See: https://kubernetes.io/docs/concepts/security/supply-chain/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_containers.hosts import is_local

_MANIFESTS = ("-f", "--filename", "-k", "--kustomize")
_CHANGING = ("apply", "create", "replace", "install", "upgrade")


@rule(SUPPLY_CHAIN, WARNING, on=Command, when=("kubectl", "oc", "helm"), hints=("://", "--repo"), profile=STRICT)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the address."""
    arguments = command.arguments
    if command.script.use != "start" or not any(word in _CHANGING for word in command.args[:6]):
        return
    if command.program == "helm":
        words = () if arguments.has("--version") else (*arguments.operands, arguments.value("--repo"))
    else:
        words = tuple(option.value for option in arguments.options if option.name in _MANIFESTS)
    for word in words:
        url = _url(word) if word is not None else None
        if url is not None:
            yield Problem(url, f"{command.program} applies whatever stands there at that moment")


def _url(word: Text) -> Text | None:
    """Return the URL of another machine that a word is, or that stands behind its option."""
    at = max(word.find("https://"), word.find("http://"))
    if at < 0 or at and word[at - 1] not in "=f":
        return None
    host = word[at:].partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
    if is_local(host):
        return None
    return word.part(at) if at else word
