"""Numbers and quantities as Kubernetes writes them: 3, 500m, 1Gi, 1.5, 1e3.

Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
"""

from __future__ import annotations

from decimal import Decimal

from hullmark.plugin import pattern

_FACTORS = {
    "n": Decimal("1e-9"), "u": Decimal("1e-6"), "m": Decimal("1e-3"), "": Decimal(1),
    **{suffix: Decimal(1000) ** power for power, suffix in enumerate("kMGTPE", 1)},
    **{f"{suffix}i": Decimal(1024) ** power for power, suffix in enumerate("KMGTPE", 1)},
}
_QUANTITY = pattern(
    r"(?P<number>[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,2})?)(?P<suffix>\D{0,2})"
)


def number(text: str | None) -> int | None:
    """Return a whole number without a sign, None for anything else."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 12 else None


def quantity(text: str) -> Decimal | None:
    """Return the number that a quantity stands for, None for what is none."""
    match = _QUANTITY.fullmatch(text)
    factor = _FACTORS.get(match["suffix"]) if match is not None else None
    return Decimal(match["number"]) * factor if match is not None and factor is not None else None
