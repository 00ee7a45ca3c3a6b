"""Quantities: which number they stand for, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hullmark_kubernetes.quantity import quantity


@pytest.mark.parametrize(("text", "number"), [
    ("0", "0"), ("1", "1"), ("0.5", "0.5"), (".5", "0.5"), ("2.", "2"), ("-1", "-1"), ("+1", "1"),
    ("500m", "0.5"), ("100n", "1e-7"), ("100u", "1e-4"), ("1k", "1000"), ("1M", "1000000"), ("1G", "1e9"),
    ("1T", "1e12"), ("1P", "1e15"), ("1E", "1e18"), ("1Ki", "1024"), ("1.5Mi", "1572864"), ("1Gi", "1073741824"),
    ("1Ti", "1099511627776"), ("1e3", "1000"), ("12E2", "1200"), ("1e-1", "0.1"),
])
def test_a_quantity_is_a_number(text: str, number: str) -> None:
    assert quantity(text) == Decimal(number)


@pytest.mark.parametrize("text", [
    "", ".", "m", "1 Gi", "1gi", "1K", "1KB", "Gi", "1Gib", "${CPU}", "{{ .cpu }}", "NaN", "1e999999999", "0x10", "1,5",
])
def test_anything_else_is_none(text: str) -> None:
    assert quantity(text) is None


def test_the_same_amount_is_equal_in_every_spelling() -> None:
    assert quantity("0.1") == quantity("100m") and quantity("1Gi") == quantity("1024Mi") == quantity("1073741824")
