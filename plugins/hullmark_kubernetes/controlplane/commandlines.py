"""Components of the control plane that run in containers: their flags are words of ``command`` and ``args``."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.shell.commands import parse_exec
from hullmark.yaml import Scalar

from hullmark_kubernetes.controlplane.components import ETCD
from hullmark_kubernetes.controlplane.components import NAMES
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.components import Flag
from hullmark_kubernetes.tree import PodContainer

#: What a file must hold for one of the components to be in it.
MARK = pattern("|".join((*NAMES, "hyperkube", "kubeadm", "KubeProxy", "KubeScheduler", "KubeadmC")))

#: Programs that start the program whose name is one of their arguments, and are unknown to the shell.
_STARTERS = frozenset(("go-runner", "kube-log-runner", "hyperkube"))
#: Names of the components as arguments of hyperkube.
_SHORT = {name.removeprefix("kube-"): name for name in NAMES if name.startswith("kube-")}

_IMAGE = pattern(rf"(?:^|/)({'|'.join(NAMES)}|hyperkube)(?:-(?:amd64|arm64|arm|ppc64le|s390x))?(?:[:@]|$)")
_VERSION = pattern(r":v?(\d+)\.(\d+)[^/]*$")
_NAME = pattern(r"--?([A-Za-z][\w.-]*)(=)?")


def component_of(container: PodContainer) -> Component | None:
    """Return the component that a container runs, None for any other program."""
    node = container.node
    words = container.words
    image = container.image or ""
    if not words or not (any(MARK.search(word) for word in words) or MARK.search(image) and words[0].startswith("-")):
        return None
    name, args = _program(words, image)
    if name is None:
        return None
    command = node.key("command")
    place = node.get("command")
    inside = place is not None and place.span.start <= name[1] <= place.span.end
    grip: Text | Scalar = (command if inside and command is not None else node.key("args")) or container.grip
    flags = list(flags_of(args))
    if any(flag.name in ("version", "help") for flag in flags):
        return None
    if name[0] == ETCD:
        flags = list(_environment(container)) + flags
    return Component(name[0], flags, grip, container.pod.resource, version=_version(image))


def _program(words: Sequence[Text], image: str) -> tuple[tuple[str, int] | None, Sequence[Text]]:
    """Return the component that words start, the offset of its name, and its arguments.

    What looks like a placeholder in a script is the shell's: it knows which words it leaves open.
    """
    if words[0].startswith("-"):
        match = _IMAGE.search(image)
        if match is not None and match[1] in NAMES:
            return (match[1], words[0].start), words
        return None, ()
    for word in words:
        if " " in word.strip():
            word.known = True
    span = Span(words[0].start, max(word.end for word in words))
    for command in parse_exec(tuple(words), span, "start").commands:
        if command.program in NAMES:
            return (command.program, command.name.start), command.args
        if command.program in _STARTERS:
            for index, arg in enumerate(command.args):
                name = arg.rpartition("/")[2]
                name = _SHORT.get(name, name)
                if name in NAMES:
                    return (name, arg.start), command.args[index + 1:]
    return None, ()


def flags_of(args: Sequence[Text]) -> Iterator[Flag]:
    """Yield the flags among arguments: ``--name=value``, ``--name value``, and ``--name`` alone."""
    index = 0
    while index < len(args):
        arg = args[index].strip_part()
        index += 1
        match = _NAME.match(arg)
        if match is None or not match[2] and match.end() < len(arg):
            continue
        name = normal(match[1])
        label = f"--{match[1]}"
        if match[2]:
            yield Flag(name, arg.part(match.end()), label, arg.span)
        elif index < len(args) and not args[index].startswith("-"):
            value = args[index]
            index += 1
            yield Flag(name, value, label, _around(arg, value))
        else:
            yield Flag(name, None, label, arg.span)


def _around(arg: Text, value: Text) -> Span:
    """Return the range of a flag with its value where they stand on one line, else that of the value."""
    return Span(arg.start, value.end) if 0 <= value.start - arg.end <= 4 else value.span


def normal(name: str) -> str:
    """Return the name of a flag as the documentation spells it."""
    return name.replace("_", "-")


def _environment(container: PodContainer) -> Iterator[Flag]:
    """Yield what variables tell etcd: ETCD_CERT_FILE is --cert-file."""
    for entry in container.node.mappings("env"):
        name = entry.text("name")
        if name is None or not name.startswith("ETCD_"):
            continue
        value = entry.text("value") or name.substitute("$", known=False)
        yield Flag(name[5:].lower().replace("_", "-"), value, str(name), value.span)


def _version(image: str) -> tuple[int, int] | None:
    """Return the version that the tag of a component's image names."""
    tag = _VERSION.search(image) if _IMAGE.search(image) else None
    return (int(tag[1]), int(tag[2])) if tag is not None else None
