"""Suppression comments of the tools that lint Dockerfiles."""

from __future__ import annotations

from hullmark.suppress import Dialect

DIALECTS: tuple[Dialect, ...] = ()
