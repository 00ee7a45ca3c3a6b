"""The API of Kubernetes is reached without TLS.

Why: the token that goes with each request can be read on the way, and whoever has it may do what the client may;
answers can be changed as well.
Instead: ``https://`` and the authority of the cluster, which is mounted into every pod and stands in a kubeconfig as
``certificate-authority-data``.
Flags: ``server`` of a cluster with ``http://`` in a kubeconfig; ``KUBERNETES_MASTER``, and the options ``--master``,
``--server``, ``--kube-apiserver`` and ``--kubernetes-api-server`` of a container's start with such an address.
Not flagged: this machine, as for a proxy in the same pod.
See: https://kubernetes.io/docs/concepts/security/controlling-access/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Stream

_PLAIN = pattern(r"http://(?P<host>\[[^\]]*\]|[^:/?#]*)", re.IGNORECASE)
_OWN = pattern(r"localhost|127(?:\.\d+){3}|\[::1\]|")
_OPTIONS = ("--master", "--kube-apiserver", "--kube-api-server", "--kubernetes-api-server", "--apiserver")
#: Programs whose ``--server`` is the API.
_CLIENTS = ("kubectl", "oc", "kubeadm", "kubelet", "kube-proxy", "kube-controller-manager", "kube-scheduler")


@rule(
    ENCRYPTION,
    WARNING,
    on=(Stream, Variable, Script),
    when={Variable: ("KUBERNETES_MASTER",)},
    hints=("http://",),
)
def check(fact: Stream | Variable | Script, context: Context) -> Iterator[Problem]:
    """Flag the address."""
    if isinstance(fact, Variable):
        places = [fact.value] if fact.kind == "env" else []
    elif isinstance(fact, Script):
        places = list(_of_script(fact))
    else:
        places = list(_of_stream(fact))
    for place in places:
        match = _PLAIN.match(place) if place is not None and place.known else None
        if match is not None and not _OWN.fullmatch(match["host"].lower()):
            yield Problem(place, f"{place} reaches the API of Kubernetes without TLS")


def _of_stream(stream: Stream) -> Iterator[Text | None]:
    for root in stream.roots:
        if isinstance(root, Mapping) and root.text("kind") in (None, "Config"):
            for cluster in root.mappings("clusters"):
                yield cluster.mapping("cluster").text("server")


def _of_script(script: Script) -> Iterator[Text]:
    for command in script.commands if script.container is not None else ():
        options = (*_OPTIONS, "--server", "-s") if command.program in _CLIENTS else _OPTIONS
        previous = ""
        for word in command.args:
            option, equals, _ = word.partition("=")
            if equals and option in options:
                yield word.part(len(option) + 1)
            elif previous in options:
                yield word
            previous = str(word)
