"""The rules about PodSecurityPolicies; ``hullmark_kubernetes.policies`` holds their table."""

from __future__ import annotations

from hullmark_kubernetes.policies import RULES

__all__ = ("RULES",)
