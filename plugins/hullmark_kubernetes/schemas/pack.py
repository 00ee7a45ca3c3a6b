"""Write the schemas anew from an unpacked kubernetes-validate: a maintainer's script, not used by the linter.

    pip download --no-deps kubernetes-validate && unzip -d unpacked kubernetes_validate-*.whl
    python -m hullmark_kubernetes.schemas.pack unpacked/kubernetes_validate/kubernetes-json-schema
"""

from __future__ import annotations

import json
import pathlib
import sys
from typing import Any

from hullmark.plugin import pattern

#: What is kept of a schema; descriptions and merge hints are not.
KEPT = frozenset((
    "type", "properties", "items", "$ref", "required", "additionalProperties", "enum", "oneOf", "anyOf", "allOf",
    "pattern", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-int-or-string",
))
_FOLDER = pattern(r"v1\.(\d+)\.\d+-local-strict")


def slim(schema: Any) -> Any:
    """Return a schema without what is not checked; references are bare names."""
    if not isinstance(schema, dict):
        return schema
    result: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":
            result[key] = {name: slim(below) for name, below in value.items()}
        elif key == "$ref":
            result[key] = value.rpartition("/")[2]
        elif key in ("oneOf", "anyOf", "allOf"):
            result[key] = [slim(below) for below in value]
        elif key in KEPT:
            result[key] = slim(value)
    return result


def read(folder: pathlib.Path) -> dict[str, dict[str, Any]]:
    """Return the kinds and the definitions of one version."""
    everything = json.loads((folder / "_definitions.json").read_text(encoding="utf-8"))["$defs"]
    kinds = {}
    for name, schema in everything.items():
        for kind in schema.get("x-kubernetes-group-version-kind", ()):
            version = f"{kind['group']}/{kind['version']}" if kind["group"] else kind["version"]
            kinds[f"{version}/{kind['kind']}"] = name
    return {"kinds": kinds, "definitions": {name: slim(schema) for name, schema in everything.items()}}


def difference(newer: dict[str, Any], older: dict[str, Any]) -> dict[str, Any]:
    """Return what turns the newer table into the older one."""
    changed = {name: value for name, value in older.items() if newer.get(name) != value}
    return changed | {name: None for name in newer if name not in older}


def write(path: pathlib.Path, data: dict[str, Any]) -> None:
    """Write a table with one entry a line."""
    parts = []
    for key, value in sorted(data.items()):
        if isinstance(value, dict):
            rows = (f"{json.dumps(name)}:{json.dumps(row, separators=(',', ':'), sort_keys=True)}"
                    for name, row in sorted(value.items()))
            parts.append(f"{json.dumps(key)}:{{\n" + ",\n".join(rows) + "\n}")
        else:
            parts.append(f"{json.dumps(key)}:{json.dumps(value)}")
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


def pack(source: pathlib.Path, target: pathlib.Path) -> None:
    """Write all versions found below a folder."""
    found = {int(match[1]): folder for folder in source.iterdir() if (match := _FOLDER.fullmatch(folder.name))}
    versions = {minor: read(folder) for minor, folder in sorted(found.items())}
    newest = max(versions)
    write(target / "newest.json", {"newest": newest, "oldest": min(versions), **versions[newest]})
    for minor in versions:
        if minor != newest:
            newer = versions[minor + 1]
            write(target / f"1.{minor}.json", {key: difference(newer[key], versions[minor][key]) for key in newer})


if __name__ == "__main__":
    pack(pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent)
