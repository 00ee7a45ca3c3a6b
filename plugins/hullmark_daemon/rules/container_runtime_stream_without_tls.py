"""A runtime streams, or shows its insides, to the network without TLS.

Why: over containerd's stream go the input and output of ``kubectl exec``, and whoever learns an address of it is in
that session; metrics and profiles tell what runs here, and a profile keeps the machine busy.
Instead: leave ``stream_server_address`` at ``127.0.0.1``, or set ``enable_tls_streaming`` with a certificate; listen
for metrics and profiles at ``127.0.0.1`` and let a proxy with a login fetch them.
Flags: ``stream_server_address`` of containerd that is no loopback address without ``enable_tls_streaming``; ``address``
of its ``[metrics]`` and ``debugAddress`` of BuildKit's ``[grpc]`` that other machines reach; as information
``etcd-expose-metrics`` of k3s and RKE2.
Not flagged: loopback addresses, sockets, and what is not set; flags of a kubelet, which are rules of their own.
See: https://github.com/containerd/containerd/blob/main/docs/cri/config.md
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_daemon.containerd import plugins
from hullmark_daemon.settings import Settings

#: Addresses that only this machine reaches, and files.
_NEAR = pattern(r"(?:tcp://)?(?:127\.|localhost\b|\[?::1\]?(?:[:/]|$)).*|/.*|unix:.*|fd:.*|npipe:.*|\\\\.*|")


@rule(ENCRYPTION, WARNING, on=Settings, when=("containerd", "buildkitd", "k3s-config"))
def check(settings: Settings, context: Context) -> Iterator[Problem]:
    """Flag the address, or the switch."""
    root = settings.root
    if settings.format == "containerd":
        for plugin in (root, *plugins(root)):
            yield from _of_stream(plugin)
        yield from _of_address(root.mapping("metrics").text("address"), "containerd's metrics")
    elif settings.format == "buildkitd":
        yield from _of_address(root.mapping("grpc").text("debugAddress"), "BuildKit's metrics and profiles")
    elif root.is_true("etcd-expose-metrics"):
        said = root.get("etcd-expose-metrics")
        yield Problem(said, "etcd's metrics are open to the network without TLS", severity=INFO)


def _of_stream(plugin: Mapping) -> Iterator[Problem]:
    address = plugin.text("stream_server_address")
    if address is not None and not _NEAR.fullmatch(address) and not plugin.is_true("enable_tls_streaming"):
        yield Problem(address, f"sessions of kubectl exec are streamed at {address} without TLS")


def _of_address(address: Text | None, what: str) -> Iterator[Problem]:
    if address is not None and not _NEAR.fullmatch(address):
        yield Problem(address, f"{what} are open to the network at {address}, without TLS and a login")
