"""The rules on the Docker daemon; two modules hold their tables."""

from __future__ import annotations

from hullmark_daemon import engineaccess
from hullmark_daemon import enginerunning

RULES = (*engineaccess.RULES, *enginerunning.RULES)
