"""Certificate checks that an object or the start of a container turns off, whatever the program."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Script
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Stream
from hullmark.yaml import walk

from hullmark_containers.tools import TLS

#: Names of fields, in lower case and without punctuation, that turn the check off where they are true.
_FIELDS = (
    "insecureskipverify", "insecureskiptlsverify", "skiptlsverify", "tlsskipverify", "insecurenossl",
    "kubeletinsecuretls",
)
#: Options that mean the same to whatever program knows them.
_OPTIONS = frozenset((
    "--insecure-skip-tls-verify", "--insecure-skip-verify", "--kubelet-insecure-tls", "--skip-tls-verify",
    "--tls-skip-verify",
))
#: What the text holds of a field of those, in lower case, and what it holds of an option.
FIELD_HINTS = ("insecure", "skip")
OPTION_HINTS = ("insecure", "skip-tls-verify", "tls-skip-verify")
#: Objects of which a rule of their own says it.
_ELSEWHERE = frozenset(("APIService",))


def of_objects(stream: Stream) -> Iterator[tuple[str, Span]]:
    """Yield the fields and variables of the objects in a text, as shown in a message, with their place."""
    for root in stream.roots:
        if isinstance(root, Mapping) and root.text("kind") in _ELSEWHERE:
            continue
        for node in walk(root):
            for name, value in node.fields if isinstance(node, Mapping) else ():
                if not isinstance(value, Scalar) or value.value.lower() not in ("true", "yes", "on", "1"):
                    continue
                named = node.scalar("name") if name == "value" and isinstance(node, Mapping) else None
                name = named.value if named is not None else name
                if _plain(name).endswith(_FIELDS) and name not in TLS.variables:
                    yield f"{name}: {value.value}", value.span


def of_script(script: Script) -> Iterator[tuple[str, Text]]:
    """Yield the options by which a container of a manifest is started, those of programs with a table left out."""
    if script.container is None or script.container.purpose != "run":
        return
    for command in script.commands:
        for word in command.args if command.program not in TLS.options else ():
            option, _, value = word.partition("=")
            if option in _OPTIONS and value.lower() in ("", "true", "1"):
                yield option, word


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
