"""The table of ends of life."""

from __future__ import annotations

from datetime import date

import pytest

from hullmark.model import Image
from hullmark.model import parse_image
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import read_data

from hullmark_containers import endoflife

TABLE = read_data("hullmark_containers.endoflife", "endoflife.json")


def image(reference: str) -> Image:
    return parse_image(Text(reference, Span(0, len(reference))), "base")


def test_the_table_says_where_it_comes_from() -> None:
    assert "endoflife.date" in TABLE["source"]
    date.fromisoformat(f"{TABLE['date']}-01")


@pytest.mark.parametrize("name", TABLE["products"])
def test_ends_are_days_and_code_names_lead_to_them(name: str) -> None:
    product = TABLE["products"][name]
    assert set(product) <= {"title", "names", "codenames", "cycles"}
    for end in product["cycles"].values():
        assert date.fromisoformat(end).isoformat() == end
    assert set(product.get("codenames", {}).values()) <= set(product["cycles"])


def test_no_image_belongs_to_two_products() -> None:
    names = [name for product in TABLE["products"].values() for name in product["names"]]
    assert len(names) == len(set(names))


def test_a_release_ends_on_the_day_after_its_last() -> None:
    assert endoflife.ended(image("debian:10"), "2024-06-30") is None
    assert endoflife.ended(image("debian:10"), "2024-07-01") is not None


@pytest.mark.parametrize("reference,cycle", (
    ("golang:1.19.13", "Go 1.19"), ("golang:1.1", None), ("mysql:5.7.44-debian", "MySQL 5.7"),
    ("node:0.10", "Node.js 0"), ("node:iron-slim", "Node.js 20"), ("quay.io/centos/centos:stream8", "CentOS stream8"),
    ("amazonlinux:2.0.20230101", "Amazon Linux 2"), ("amazonlinux:2023", None), ("alpine:20230901", None),
    ("python:3.13-alpine3.15", "Alpine 3.15"), ("a/b:debian-10-r1", "Debian 10"), ("a/b:php80", None),
))
def test_the_line_that_a_tag_belongs_to(reference: str, cycle: str | None) -> None:
    found = endoflife.ended(image(reference), "2026-11-26")
    assert (found[1].partition(" has had")[0] if found else None) == cycle
