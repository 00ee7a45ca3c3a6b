"""Located YAML on the events of ruamel.yaml's parser."""

from hullmark.yaml.comments import governed
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
from hullmark.yaml.schema import Violation
from hullmark.yaml.schema import plain_of
from hullmark.yaml.schema import type_of
from hullmark.yaml.schema import violations

__all__ = [
    "EMPTY", "Mapping", "Node", "Scalar", "Sequence", "Stream", "Trouble", "Violation", "compose", "governed",
    "plain", "plain_of", "type_of", "violations", "walk",
]
