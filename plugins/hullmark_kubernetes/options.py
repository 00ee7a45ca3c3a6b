"""The format's table in the configuration."""

from __future__ import annotations

from typing import NamedTuple

from hullmark.plugin import pattern

#: The version that "removed" is measured by where none is set: the oldest that is still maintained, and the newest.
OLDEST = (1, 35)
NEWEST = (1, 37)

_VERSION = pattern(r"v?(\d{1,4})\.(\d{1,4})(?:\.\d+)?")


class KubernetesOptions(NamedTuple):
    """Settings under ``[kubernetes]``."""

    #: The version of the cluster, as in "1.33": decides what is deprecated, removed or required.
    version: str = ""

    def wrong(self) -> str:
        """Say what is wrong with the values."""
        if self.version and not _VERSION.fullmatch(self.version):
            return f'"version" must look like 1.33, not "{self.version}"'
        return ""

    @property
    def target(self) -> tuple[int, int] | None:
        """The version of the cluster, None where it is not set."""
        match = _VERSION.fullmatch(self.version)
        return (int(match[1]), int(match[2])) if match else None

    @property
    def removed_by(self) -> tuple[int, int]:
        """The version by which something must be gone to be called removed."""
        return self.target or OLDEST

    @property
    def deprecated_by(self) -> tuple[int, int]:
        """The version by which something must be deprecated to be called so."""
        return self.target or NEWEST
