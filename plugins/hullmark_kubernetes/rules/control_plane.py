"""The rules about the control plane; the modules of ``hullmark_kubernetes.controlplane`` hold their tables."""

from __future__ import annotations

from hullmark_kubernetes.controlplane import apiserver_access
from hullmark_kubernetes.controlplane import apiserver_connections
from hullmark_kubernetes.controlplane import apiserver_plugins
from hullmark_kubernetes.controlplane import apiserver_records
from hullmark_kubernetes.controlplane import ciphers
from hullmark_kubernetes.controlplane import controller_manager
from hullmark_kubernetes.controlplane import etcd
from hullmark_kubernetes.controlplane import kubelet_access
from hullmark_kubernetes.controlplane import kubelet_settings
from hullmark_kubernetes.controlplane import proxy

TABLES = (
    apiserver_access, apiserver_connections, apiserver_plugins, apiserver_records, ciphers, controller_manager, etcd,
    kubelet_access, kubelet_settings, proxy,
)
RULES = tuple(rule for table in TABLES for rule in table.RULES)
