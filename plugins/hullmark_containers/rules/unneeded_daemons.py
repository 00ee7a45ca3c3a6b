"""The rules about daemons that images seldom need; ``hullmark_containers.unneeded`` holds their table."""

from __future__ import annotations

from hullmark_containers.unneeded import RULES

__all__ = ("RULES",)
