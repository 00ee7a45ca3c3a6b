"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.ids import Ids
from hullmark.registry import Registry
from hullmark.registry import load


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what earlier runs of the user remember out of the tests, and the tests out of it."""
    before = os.environ.get("HULLMARK_CACHE_DIR")
    os.environ["HULLMARK_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    os.environ.pop("HULLMARK_CACHE_DIR")
    if before is not None:
        os.environ["HULLMARK_CACHE_DIR"] = before


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return what is installed, asked afresh."""
    registry = load(None)
    assert registry.errors == ()
    return registry


@pytest.fixture(scope="session")
def ids(registry: Registry) -> Ids:
    """Return the index of names."""
    return Ids(registry.rules)


@pytest.fixture(scope="session")
def everything(registry: Registry, ids: Ids) -> Selection:
    """Return the selection of all rules."""
    return Selection(registry, ids, Config(profile="all"))
