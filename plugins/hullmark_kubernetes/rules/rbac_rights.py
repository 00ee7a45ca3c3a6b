"""The rules about single rights of roles; ``hullmark_kubernetes.rights`` holds their table."""

from __future__ import annotations

from hullmark_kubernetes.rights import RULES

__all__ = ("RULES",)
