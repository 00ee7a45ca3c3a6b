"""Times and numbers as HEALTHCHECK reads them: time.ParseDuration and strconv.ParseInt of Go."""

from __future__ import annotations

from hullmark.plugin import pattern

from hullmark_dockerfile.suggest import short

#: What the fault of a time or number of zero is.
ZERO = "zero"

_PART = pattern(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([^0-9.]*)")
_WHOLE = pattern(r"[-+]?[0-9]{1,9}")
#: Milliseconds of each unit.
_UNITS = {"ns": 1e-6, "us": 1e-3, "µs": 1e-3, "μs": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4, "h": 3.6e6}


def attempts_fault(value: str) -> str:
    """Return what is wrong with a number of attempts, "" for nothing."""
    if not _WHOLE.fullmatch(value):
        return f"{short(value)} is no whole number"
    number = int(value)
    return "a number of attempts cannot be negative" if number < 0 else "" if number else ZERO


def duration_fault(value: str) -> str:
    """Return what is wrong with a time, "" for nothing."""
    if value.startswith("-"):
        return f"{short(value)} is negative"
    value = value.removeprefix("+")
    if value == "0":
        return ZERO
    parts = _PART.findall(value)
    if not parts or "".join(number + unit for number, unit in parts) != value:
        return f"{short(value)} is no time such as 30s or 1m30s"
    for number, unit in parts:
        if not unit:
            return f"{short(value)} lacks a unit; seconds are {short(number)}s"
        if unit not in _UNITS:
            return f"{short(unit)} is no unit of time"
    total = sum(float(number) * _UNITS[unit] for number, unit in parts)
    return ZERO if not total else f"{short(value)} is less than a millisecond" if total < 1 else ""
