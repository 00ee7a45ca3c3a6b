"""The rules about what a container is given; ``hullmark_containers.resources`` holds their table."""

from __future__ import annotations

from hullmark_containers.resources import RULES

__all__ = ("RULES",)
