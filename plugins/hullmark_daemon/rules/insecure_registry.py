"""A registry is reached without TLS, or whatever certificate it shows.

Why: whoever sits between the machine and the registry can put another image in place of the one that is pulled, and
read the login that is sent.
Instead: give the registry a certificate, and name its authority: ``/etc/docker/certs.d/HOST/ca.crt``, ``ca = "..."`` in
hosts.toml, ``tls: {ca_file: ...}`` in registries.yaml.
Flags: ``insecure-registries`` and mirrors with ``http://`` of Docker; ``server`` and hosts with ``http://`` or
``skip_verify`` of containerd, and mirrors of its older settings; endpoints with ``http://`` and
``insecure_skip_verify`` of k3s; ``insecure = true`` of Podman; ``http`` and ``insecure`` of BuildKit. As information in
the profile ``all`` a registry on this machine.
Not flagged: empty lists; comments.
See: https://docs.docker.com/reference/cli/dockerd/#insecure-registries
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_daemon.settings import EITHER
from hullmark_daemon.settings import PLAIN
from hullmark_daemon.settings import UNVERIFIED
from hullmark_daemon.settings import RegistryAccess

_LOCAL = pattern(
    r"(?:localhost|[\w.-]+\.localhost|127(?:\.\d+){3}|\[::1\]|169\.254(?:\.\d+){2}|kind-registry|k3d-[\w.-]+"
    r"|host\.(?:docker|k3d)\.internal)(?:[:/].*)?|::1(?:/\d+)?"
)
_SAID = {
    PLAIN: "is reached without TLS, so others on the way can replace what is pulled",
    UNVERIFIED: "is reached whatever certificate it shows, so others on the way can replace what is pulled",
    EITHER: "may answer without TLS or with any certificate, so others can replace what is pulled",
}


@rule(ENCRYPTION, ERROR, on=RegistryAccess, peers="dockerbench:2.5")
def check(registry: RegistryAccess, context: Context) -> Iterator[Problem]:
    """Flag what allows it."""
    host = registry.host
    if not host.known or not host:
        return
    local = _LOCAL.fullmatch(host.lower()) is not None
    message = f"{host} {_SAID[registry.how]}"
    yield Problem(registry, message, severity=INFO if local else None, profile=ALL if local else DEFAULT)
