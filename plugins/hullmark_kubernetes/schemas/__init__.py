"""The schemas of Kubernetes' own objects, for each version that ``pack.py`` found.

``newest.json`` holds the definitions of the newest version and, by group, version and kind, which of them describes an
object. ``1.N.json`` holds what differs in version 1.N from the next newer one: definitions, and null for what was not
there. Source: the package kubernetes-validate, Apache-2.0, which takes them from Kubernetes' published OpenAPI.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from typing import NamedTuple

from hullmark.plugin import read_data


class Schemas(NamedTuple):
    """The schemas of one version: ``kinds`` maps "apps/v1/Deployment" to a name in ``definitions``."""

    kinds: dict[str, str]
    definitions: dict[str, Any]

    def of(self, api_version: str, kind: str) -> Any:
        """Return the schema of an object, None where there is none."""
        name = self.kinds.get(f"{api_version}/{kind}")
        return self.definitions[name] if name is not None else None


@lru_cache(2)
def schemas(minor: int) -> Schemas:
    """Return the schemas of version 1.``minor``; of the nearest one that is here where that is not."""
    data = read_data(__name__, "newest.json")
    kinds, definitions = data["kinds"], data["definitions"]
    newest, oldest = data["newest"], data["oldest"]
    for older in range(newest - 1, max(minor, oldest) - 1, -1):
        delta = read_data(__name__, f"1.{older}.json")
        for table, changes in ((kinds, delta["kinds"]), (definitions, delta["definitions"])):
            for name, value in changes.items():
                if value is None:
                    table.pop(name, None)
                else:
                    table[name] = value
    return Schemas(kinds, definitions)
