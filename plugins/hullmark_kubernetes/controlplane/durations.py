"""Durations as Go writes them: ``1h30m``, ``500ms``."""

from __future__ import annotations

from hullmark.plugin import pattern

_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = pattern(r"(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)")
_DURATION = pattern(rf"[+-]?(?:{_PART.pattern})+")


def seconds(text: str) -> float | None:
    """Return the seconds of a duration, None for what is none."""
    if text == "0":
        return 0.0
    if not _DURATION.fullmatch(text):
        return None
    total = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(text))
    return -total if text.startswith("-") else total
