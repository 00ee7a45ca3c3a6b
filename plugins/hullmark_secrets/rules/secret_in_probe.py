"""A probe sends a credential that is written out.

Why: whoever may read the pod reads it, and the kubelet of every node sends it; it cannot be changed without a rollout.
Instead: a path that needs no credential; or ``exec`` with a command that reads it from a mounted Secret.
Flags: ``httpHeaders`` of a probe or hook called Authorization, Cookie, X-Api-Key, X-Auth-Token and the like, with a
value that is written out; one with ``$(VARIABLE)``, which is sent as it stands there, as information.
Not flagged: other headers; placeholders. What commands of probes hold is told by secret-in-command.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Stream
from hullmark.yaml import walk

from hullmark_secrets import keys
from hullmark_secrets.judge import REFERENCE
from hullmark_secrets.judge import judge

_CARRYING = ("authorization", "cookie", "proxy-authorization")
_VALUE = pattern(r"(?i)(?:(?:bearer|basic|token|apikey)\s+|[\w-]+=(?=.))?(?P<value>\S+)")


@rule(CREDENTIALS, WARNING, on=Stream, hints=("httpheaders",))
def check(stream: Stream, context: Context) -> Iterator[Problem]:
    """Flag each value."""
    if context.document.format != "kubernetes":
        return
    for root in stream.roots:
        for node in walk(root):
            for header in node.mappings("httpHeaders") if isinstance(node, Mapping) else ():
                yield from _header(header)


def _header(header: Mapping) -> Iterator[Problem]:
    name, value = header.text("name"), header.text("value")
    if name is None or value is None or name.lower() not in _CARRYING and keys.strength(name) < keys.MEDIUM:
        return
    found = _VALUE.fullmatch(value)
    if found is None:
        return
    part = value.part(*found.span("value"))
    verdict = judge("token", part)
    if verdict.kind == REFERENCE:
        message = f"{name} is sent as it stands here: variables are not expanded in headers of probes"
        yield Problem(part, message, severity=INFO)
    elif verdict.written_out:
        at = part.part(verdict.start, verdict.end)
        yield Problem(at, f"{name} sends a credential in clear text, {len(at)} characters, with every probe")
