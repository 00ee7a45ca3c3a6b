"""Write the schema anew from an unpacked check-jsonschema: a maintainer's script, not used by the linter.

    pip download --no-deps check-jsonschema && unzip -d unpacked check_jsonschema-*.whl
    python -m hullmark_compose.schema.pack unpacked/check_jsonschema/builtin_schemas/vendor/compose-spec.json 2026-10-26
"""

from __future__ import annotations

import json
import pathlib
import sys
from typing import Any

#: What is kept of a schema.
KEPT = frozenset((
    "type", "properties", "patternProperties", "items", "$ref", "required", "additionalProperties", "enum", "const",
    "oneOf", "anyOf", "pattern", "minimum", "maximum", "uniqueItems", "allOf", "unevaluatedProperties",
))
#: What Compose accepts beyond its schema: keys by definition.
OVERLAY: dict[str, dict[str, Any]] = {}


def slim(schema: Any) -> Any:
    """Return a schema without what is not checked; references are bare names."""
    if not isinstance(schema, dict):
        return schema
    result: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties"):
            result[key] = {name: slim(below) for name, below in value.items()}
        elif key == "$ref":
            result[key] = value.rpartition("/")[2]
        elif key in ("oneOf", "anyOf", "allOf"):
            result[key] = [slim(below) for below in value]
        elif key in KEPT:
            result[key] = slim(value)
    return result


def flat(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a definition with what it takes over from others by ``allOf`` written out, and closed if it is."""
    result = {key: value for key, value in schema.items() if key not in ("allOf", "unevaluatedProperties")}
    for part in schema.get("allOf", ()):
        other = flat(definitions[part["$ref"]], definitions)
        for key in ("properties", "patternProperties"):
            result[key] = {**other.get(key, {}), **result.get(key, {})}
        if "type" in other:
            result["type"] = other["type"]
    if schema.get("unevaluatedProperties") is False:
        result["additionalProperties"] = False
    return result


def pack(source: pathlib.Path, date: str, target: pathlib.Path) -> None:
    """Write the schema found in a file, one definition a line."""
    everything = json.loads(source.read_text(encoding="utf-8"))
    slimmed = {name: slim(definition) for name, definition in everything["$defs"].items()}
    definitions = {name: flat(definition, slimmed) for name, definition in slimmed.items()}
    for name, properties in OVERLAY.items():
        definitions[name]["properties"].update(properties)
    rows = ",\n".join(f"{json.dumps(name)}:{_line(row)}" for name, row in sorted(definitions.items()))
    origin = "compose-spec.json of the Compose specification, Apache-2.0, in check-jsonschema"
    head = f'"source":{json.dumps(origin)},\n"date":{json.dumps(date)},\n"root":{_line(slim(everything))}'
    target.write_text(f'{{{head},\n"definitions":{{\n{rows}\n}}}}\n', encoding="utf-8")


def _line(schema: Any) -> str:
    return json.dumps(schema, separators=(",", ":"), sort_keys=True)


if __name__ == "__main__":
    pack(pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(__file__).parent / "compose.json")
