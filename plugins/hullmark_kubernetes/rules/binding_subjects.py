"""The rules about the subjects of role bindings; ``hullmark_kubernetes.subjects`` holds their table."""

from __future__ import annotations

from hullmark_kubernetes.subjects import RULES

__all__ = ("RULES",)
