"""Located YAML on the events of ruamel.yaml's parser."""

from hullmark.yaml.compose import Stream
from hullmark.yaml.compose import Trouble
from hullmark.yaml.compose import compose
from hullmark.yaml.node import EMPTY
from hullmark.yaml.node import Mapping
from hullmark.yaml.node import Node
from hullmark.yaml.node import Scalar
from hullmark.yaml.node import Sequence
from hullmark.yaml.node import walk
from hullmark.yaml.parse import plain

__all__ = ["EMPTY", "Mapping", "Node", "Scalar", "Sequence", "Stream", "Trouble", "compose", "plain", "walk"]
