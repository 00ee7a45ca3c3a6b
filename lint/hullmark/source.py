"""Files to text: opened with care, decoded with what went wrong said."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Callable
from typing import NamedTuple

from hullmark.document import TooLarge

#: Bytes of a file that are read unless the user says otherwise.
MAX_BYTES = 16 * 1024 * 1024
#: Bytes by which a file is recognised.
HEAD = 8192

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


class Unreadable(Exception):
    """A file cannot be read; the message says why."""


class Source(NamedTuple):
    """The text of a file without byte order mark. ``trouble`` is what is wrong with its bytes, ``offset`` where."""

    text: str
    trouble: str = ""
    offset: int = 0


def read(path: str, limit: int = MAX_BYTES, accept: Callable[[bytes], bool] | None = None) -> bytes | None:
    """Return the bytes of a regular file. Raises Unreadable or TooLarge.

    With ``accept``, which is given the first ``HEAD`` bytes of a larger file, None is returned for a file that it does
    not accept, and the rest of that file is not read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise Unreadable(getattr(error, "strerror", None) or str(error)) from None
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable("Not a regular file")
        data = b""
        if accept is not None and state.st_size > HEAD:
            data = _take(handle, HEAD)
            if not accept(data):
                return None
        if state.st_size > limit:
            raise TooLarge(f"{state.st_size} bytes, more than the limit of {limit}")
        data += _take(handle, state.st_size + 1 - len(data))  # a buffer of the limit's size costs more than the file
        if len(data) > state.st_size:
            data += _take(handle, limit + 1 - len(data))
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None
    finally:
        os.close(handle)
    if len(data) > limit:
        raise TooLarge(f"more than the limit of {limit} bytes")
    return data


def _take(handle: int, count: int) -> bytes:
    """Return the next bytes of a file, all of ``count`` unless it ends before."""
    data = os.read(handle, count) if count > 0 else b""
    while 0 < len(data) < count:
        more = os.read(handle, count - len(data))
        if not more:
            break
        data += more
    return data


def decode(data: bytes) -> Source:
    """Decode a file: by its byte order mark, else as UTF-8 with what is none replaced."""
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return Source(data[len(mark):].decode(encoding, "replace"), f"the file is {name}; builders expect UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = len(data[:error.start].decode("utf-8", "replace"))
        return Source(data.decode("utf-8", "replace"), f"byte 0x{data[error.start]:02x} is not UTF-8", offset)
    nul = text.find("\0")
    return Source(text, "the file holds a NUL byte", nul) if nul >= 0 else Source(text)
