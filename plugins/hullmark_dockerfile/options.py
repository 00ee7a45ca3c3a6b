"""The format's table in the configuration, and hadolint's configuration read as ours."""

from __future__ import annotations

from typing import Any
from typing import NamedTuple


#: Kinds of values that a label schema may ask for.
KINDS = ("text", "email", "hash", "rfc3339", "semver", "spdx", "url")


class DockerfileOptions(NamedTuple):
    """Settings under ``[dockerfile]``."""

    #: Stages that are built on their own and run; the last one when empty.
    targets: tuple[str, ...] = ()
    #: Values of build arguments, as with ``docker build --build-arg``.
    build_args: dict[str, str] = {}
    #: Names given with ``--build-context``: neither stages nor images.
    contexts: tuple[str, ...] = ()
    #: Labels that every image has, with their kind.
    label_schema: dict[str, str] = {}
    #: Labels outside the schema are reported.
    strict_labels: bool = False

    def wrong(self) -> str:
        """Say what is wrong with the values."""
        for label, kind in self.label_schema.items():
            if kind not in KINDS:
                return f'the kind of the label "{label}" must be one of {", ".join(KINDS)}, not "{kind}"'
        return ""


_SEVERITIES = {"error": "error", "warning": "warning", "info": "info", "style": "info"}


def read_hadolint(text: str) -> dict[str, Any]:
    """Turn a ``.hadolint.yaml`` into a configuration of ours. Raises ValueError for what is no such file."""
    from hullmark.yaml import plain

    data = plain(text) or {}
    if not isinstance(data, dict):
        raise ValueError("not a mapping")
    result: dict[str, Any] = {"ignore": [f"hadolint:{rule}" for rule in _list(data, "ignored")]}
    overrides = data.get("override") or {}
    if not isinstance(overrides, dict):
        raise ValueError('"override" is no mapping')
    severity = {
        f"hadolint:{rule}": _SEVERITIES[level] for level in _SEVERITIES for rule in _list(overrides, level)
    }
    result["severity"] = severity
    threshold = data.get("failure-threshold")
    if threshold is not None:
        levels = {**_SEVERITIES, "ignore": "info", "none": "info"}  # hadolint fails on everything at these two
        level = _name("failure-threshold", threshold)
        if level not in levels:
            raise ValueError(f'"failure-threshold" must be one of {", ".join(levels)}, not "{level}"')
        result["fail-on"] = levels[level]
    if data.get("no-fail") is True:
        result["fail-on"] = "never"
    registries = _list(data, "trustedRegistries")
    if registries:
        result["rules"] = {"untrusted-registry": {"allowed": registries}}
    schema = data.get("label-schema") or {}
    if not isinstance(schema, dict):
        raise ValueError('"label-schema" is no mapping')
    dockerfile: dict[str, Any] = {}
    if schema:
        dockerfile["label-schema"] = {key: _name("label-schema", kind) for key, kind in schema.items()}
    if data.get("strict-labels") is not None:
        dockerfile["strict-labels"] = data["strict-labels"]
    if dockerfile:
        result["dockerfile"] = dockerfile
    return result


def _list(data: dict[str, Any], key: str) -> list[str]:
    value = data.get(key) or []
    if not isinstance(value, list):
        raise ValueError(f'"{key}" is no list')
    return [_name(key, item) for item in value]


def _name(key: str, value: Any) -> str:
    """Return a scalar as a string; a list or a mapping is not spelled out, since aliases can make it endless."""
    if isinstance(value, (list, dict)):
        raise ValueError(f'"{key}" holds something that is no name')
    return str(value)
