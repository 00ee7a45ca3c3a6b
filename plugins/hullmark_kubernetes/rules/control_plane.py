"""The rules about the control plane; the modules of ``hullmark_kubernetes.controlplane`` hold their tables."""

from __future__ import annotations

from hullmark_kubernetes.controlplane.apiserver_access import RULES as ACCESS
from hullmark_kubernetes.controlplane.apiserver_connections import RULES as CONNECTIONS
from hullmark_kubernetes.controlplane.apiserver_plugins import RULES as PLUGINS
from hullmark_kubernetes.controlplane.apiserver_records import RULES as RECORDS
from hullmark_kubernetes.controlplane.controller_manager import RULES as CONTROLLERS

RULES = (*ACCESS, *CONNECTIONS, *PLUGINS, *RECORDS, *CONTROLLERS)
