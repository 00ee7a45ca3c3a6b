"""A service speaks an old protocol in clear text.

Why: names, passwords and files of telnet, FTP, TFTP, rlogin and rsync's own protocol can be read and changed by
everybody on the way, and TFTP and rsync mostly ask for no password at all.
Instead: SSH's file transfer (``drakkan/sftpgo``), HTTPS, or FTP that insists on TLS; rsync over SSH.
Flags: ports 20, 21, 23, 512, 513 and 873 of a container in a manifest or that a service publishes, 69 of UDP; images
that are such a server by name; telnetd, vsftpd, pure-ftpd, proftpd, tftpd, rshd, rlogind, inetd and ``rsync --daemon``
started. One finding for each container.
Not flagged: images of a build, which are rules of their own; SFTP; port 514, which is that of syslog; a service that a
variable tells to use TLS; clients.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Port
from hullmark.plugin import DAEMONS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.daemonkinds import CLEAR_TEXT

_PORTS = {
    "20": "FTP", "21": "FTP", "23": "telnet", "69": "TFTP", "512": "rexec", "513": "rlogin", "873": "rsync",
}
_IMAGE = pattern(
    r"(?:.*/)?(?:[\w.]+-)*(?:vsftpd|pure-ftpd|proftpd|ftpd|tftpd?|ftp|telnetd?|rsyncd)"
    r"(?:-(?:hpa|server|alpine|docker))*"
)
_TLS = pattern(r"(?:.*_)?(?:TLS|SSL|FTPS)(?:_.*)?")
_OFF = frozenset(("", "0", "no", "false", "off"))


@rule(
    DAEMONS,
    WARNING,
    on=(Command, Image, Port),
    when=(*CLEAR_TEXT.commands, "rsync"),
    hints={Image: ("ftp", "rsyncd", "telnet")},
)
def check(fact: Command | Image | Port, context: Context) -> Iterator[Problem]:
    """Flag the image, else the port; and the program."""
    container = fact.container
    if container is None or container.purpose != "run" or _encrypts(container):
        return
    if isinstance(fact, Image):
        if _is_server(fact):
            yield Problem(fact.name, f"{fact.name} sends names, passwords and files in clear text")
    elif isinstance(fact, Port):
        name = _protocol(fact)
        if name and not _is_server(container.image):
            yield Problem(fact.number, f"port {fact.number} is that of {name}, which sends everything in clear text")
    else:
        started = CLEAR_TEXT.started(fact)
        if fact.program == "rsync" and "--daemon" in fact.args and "ssh" not in fact.wrappers:
            started = fact.name
        if started is not None:
            yield Problem(started, f"{started} sends names, passwords and files in clear text")


def _is_server(image: Image | None) -> bool:
    """Tell whether an image is by its name a server of such a protocol."""
    return image is not None and _IMAGE.fullmatch(image.repository) is not None


def _protocol(port: Port) -> str:
    """Return the protocol of a port, "" for any other."""
    name = _PORTS.get(port.number, "") if port.number.known and port.last is None else ""
    udp = port.protocol is not None and port.protocol.lower() == "udp"
    return name if udp == (name == "TFTP") else ""


def _encrypts(container: Container) -> bool:
    """Tell whether a variable of a container switches TLS on."""
    return any(
        _TLS.fullmatch(name.upper()) is not None and value is not None and value.lower() not in _OFF
        for name, value in container.environment
    )
