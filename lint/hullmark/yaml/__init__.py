"""Located YAML on the events of ruamel.yaml's parser."""

from hullmark.yaml.parse import plain

__all__ = ["plain"]
