"""The shared facts on how the parts of a file, and the files around it, hang together."""

from __future__ import annotations

from typing import NamedTuple

from hullmark.finding import DEFAULT
from hullmark.text import Span
from hullmark.text import Text


class Repeated(NamedTuple):
    """A name that stands in a list of settings again, where the last entry holds: ``span`` is this last one's name.

    ``kind`` is that of a Variable. ``first`` is where it stands first. ``same`` tells that nothing changes, since all
    entries say the same.
    """

    span: Span
    name: Text
    kind: str
    first: Span
    same: bool


class FileReference(NamedTuple):
    """A file or folder near this one that it names; ``use`` is the key, ``needed`` is False where it may be missing.

    ``path`` is as it is written, ``name`` leads there from the folder of the file that is read.
    """

    span: Span
    path: Text
    name: str
    use: str
    needed: bool = True


class RemoteReference(NamedTuple):
    """Something elsewhere that is fetched to be a part of this, from Git, as an archive, an artifact, a file.

    ``use`` is context (of a build), include, extends, base (of a kustomization) or feature (of a devcontainer).
    """

    text: Text
    use: str

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the use."""
        return self.use

    @property
    def span(self) -> Span:
        """The address as written."""
        return self.text.span


class ContextCopy(NamedTuple):
    """The whole context of a build is copied: ``source`` is what says so, ``ships`` that it ends up in what runs.

    ``dockerfile`` and ``context`` are paths from the folder of the file that is read, the latter "" for that folder.
    """

    span: Span
    source: Text
    dockerfile: str
    context: str
    ships: bool

    def path(self, name: str) -> str:
        """Return where something of the context lies."""
        return f"{self.context}/{name}" if self.context else name


class Clash(NamedTuple):
    """A name that must be given once and is given again: ``kind`` says of what, a container, a volume, a mount path.

    It is target for a path in a container at which something is mounted already, as Docker and Podman say it. ``first``
    is the place where it is given first.
    """

    span: Span
    kind: str
    name: Text
    first: Span

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the kind."""
        return self.kind


class Flaw(NamedTuple):
    """What the grammar of one format refuses, or takes for something else than is meant; ``reason`` is the message.

    ``kind`` is name, port, mount or variable for one that is written wrongly, keys for some that exclude one another,
    reference for a name that nothing defines, short-name for what lets an image be another one than is meant.
    ``profile`` is the narrowest one in which it is shown.
    """

    at: Text | Span
    kind: str
    reason: str
    profile: str = DEFAULT

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the kind."""
        return self.kind

    @property
    def span(self) -> Span:
        """What to underline."""
        return self.at if isinstance(self.at, Span) else self.at.span


class Unset(NamedTuple):
    """The use of a variable that nothing sets; ``reason`` is the message, ``profile`` the narrowest one that shows it.

    It is no Flaw, since to find one every value of a file is looked at.
    """

    span: Span
    reason: str
    profile: str = DEFAULT


class Dependencies(NamedTuple):
    """What of a file needs what: for each name, the names that it needs, with the places where it says so.

    ``noun`` and ``verb`` are for a message: a service depends on another one, a target inherits from it.
    """

    noun: str
    verb: str
    needed: dict[str, dict[str, Text]]


class Source(NamedTuple):
    """A Dockerfile, at ``path`` or written ``inline``, and the folder that is its context; None where nobody can say.

    Both are paths from the folder of the file that is read.
    """

    path: str | None
    context: str | None
    inline: Text | None = None


class Build(NamedTuple):
    """An image that is built. ``at`` is what names its Dockerfile, None where nothing does.

    ``sources`` begin with its own; others follow where ``target`` and ``arguments`` are handed on to further builds.
    ``platforms`` are those that it is built for, ``platform`` the one that it runs on, and ``linked`` are the builds
    that it takes files from.
    """

    span: Span
    name: Text
    at: Text | None
    sources: tuple[Source, ...]
    target: Text | None = None
    arguments: tuple[Text, ...] = ()
    platforms: tuple[Text, ...] = ()
    platform: Text | None = None
    linked: tuple[Build, ...] = ()
