"""Tools of the network that are made to listen: netcat, socat, and the servers that come with interpreters."""

from __future__ import annotations

import re
from collections.abc import Callable

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.hosts import LOOPBACK

_NETCAT = pattern(r"--listen|-[A-Za-z46]{0,12}l[A-Za-z46]{0,12}")
#: Of netcat: a socket of this machine, and a look whether somebody else listens.
_NEAR = pattern(r"-[A-Za-z46]{0,12}[Uz][A-Za-z46]{0,12}|--unixsock")
_SOCAT = pattern(r"(?:tcp|udp|sctp|openssl|ssl|vsock)[46]?-l(?:isten)?:[^\s]*", re.IGNORECASE)
_BOUND = pattern(r"bind=(?:127\.|localhost|\[?::1)")
_MODULES = ("CGIHTTPServer", "SimpleHTTPServer", "http.server", "pyftpdlib")
_BIND = ("-b", "--bind", "-i", "--interface")


def listener(command: Command) -> Text | None:
    """Return the word by which a command of ``TOOLS`` has the tool listen beyond this machine."""
    return _FINDERS[command.program](command.args)


def listening_image(script: Script) -> Text | None:
    """Return the word by which an image that is socat is told to listen, where only its arguments are said."""
    image = script.container.image if script.container is not None else None
    if image is None or not script.commands or image.repository.rpartition("/")[2] != "socat":
        return None
    return _socat((script.commands[0].name, *script.commands[0].args))


def _netcat(args: tuple[Text, ...]) -> Text | None:
    word = next((arg for arg in args if _NETCAT.fullmatch(arg)), None)
    near = any(arg.startswith(LOOPBACK) or _NEAR.fullmatch(arg) for arg in args)
    return None if near else word


def _socat(args: tuple[Text, ...]) -> Text | None:
    return next((arg for arg in args if _SOCAT.fullmatch(arg) and not _BOUND.search(arg)), None)


def _python(args: tuple[Text, ...]) -> Text | None:
    for option, module in zip(args, args[1:]):
        if option == "-m" and module in _MODULES:
            return None if _is_near(args, _BIND) else module
    return None


def _php(args: tuple[Text, ...]) -> Text | None:
    for option, address in zip(args, args[1:]):
        if option == "-S":
            return None if address.startswith((*LOOPBACK, "$")) else address
    return None


def _ruby(args: tuple[Text, ...]) -> Text | None:
    server = next((arg for arg in args if arg in ("httpd", "-ehttpd")), None)
    return server if "-run" in args and not any("127." in arg or "localhost" in arg for arg in args) else None


def _httpd(args: tuple[Text, ...]) -> Text | None:
    """Return the port of BusyBox' server; Apache's has no such option."""
    for option, address in zip(args, args[1:]):
        if option == "-p":
            return None if address.startswith(LOOPBACK) else address
    return None


def _is_near(args: tuple[Text, ...], options: tuple[str, ...]) -> bool:
    """Tell whether an option binds to an address of this machine."""
    for option, value in zip(args, (*args[1:], "")):
        name, _, joined = option.partition("=")
        if name in options and (joined or value).startswith(LOOPBACK):
            return True
    return False


_FINDERS: dict[str, Callable[[tuple[Text, ...]], Text | None]] = {
    "httpd": _httpd,
    "nc": _netcat,
    "ncat": _netcat,
    "nc.openbsd": _netcat,
    "nc.traditional": _netcat,
    "netcat": _netcat,
    "php": _php,
    "pypy": _python,
    "python": _python,
    "ruby": _ruby,
    "socat": _socat,
}
#: Programs that may be such a tool.
TOOLS = tuple(_FINDERS)
