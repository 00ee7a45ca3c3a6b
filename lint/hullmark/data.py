"""Data files of packs: tables with a source and a date, kept as JSON beside the code that reads them."""

from __future__ import annotations

import os
import sys
from typing import Any


def read_data(module: str, name: str) -> Any:
    """Return the content of a JSON file in the folder of a module that is imported. Raises OSError, ValueError."""
    import json

    folder = os.path.dirname(sys.modules[module].__file__ or "")
    with open(os.path.join(folder, name), encoding="utf-8") as stream:
        return json.load(stream)
