"""A unit of Podman's lacks what it is there for.

Why: the generator refuses the unit, says so in a log that nobody reads, and the service does not exist.
Instead: ``Image=`` or ``Rootfs=`` in ``[Container]``, ``Yaml=`` in ``[Kube]``, ``Image=`` in ``[Image]``, ``ImageTag=``
with ``File=`` or ``SetWorkingDirectory=`` in ``[Build]``.
Flags: a section without the key; ``Driver=image`` in ``[Volume]`` without ``Image=``.
Not flagged: drop-ins, which only add to a unit.
See: https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_daemon.quadletunit import Quadlet

#: For each section, groups of keys of which one must be there.
_NEEDED = {
    "Container": (("Image", "Rootfs"),),
    "Kube": (("Yaml",),),
    "Image": (("Image",),),
    "Build": (("ImageTag",), ("File", "SetWorkingDirectory")),
}


@rule(VALIDITY, ERROR, on=Quadlet, when=("Container", "Kube", "Image", "Build", "Volume"))
def check(quadlet: Quadlet, context: Context) -> Iterator[Problem]:
    """Flag the name of the section."""
    if context.document.path.endswith(".conf"):
        return
    needed = _NEEDED.get(quadlet.key, ())
    if quadlet.key == "Volume" and quadlet.section.last("Driver") == "image":
        needed = (("Image",),)
    lacking = [keys for keys in needed if not any(quadlet.section.last(key) for key in keys)]
    if lacking:
        said = " and ".join(" or ".join(f"{key}=" for key in keys) for keys in lacking)
        yield Problem(quadlet, f"[{quadlet.key}] has no {said}, so there is no service")
