"""Bytes to text."""

from __future__ import annotations

import os
import pathlib

import pytest

from hullmark.source import Source
from hullmark.source import TooLarge
from hullmark.source import Unreadable
from hullmark.source import decode
from hullmark.source import read

from harness import write


@pytest.mark.parametrize(
    "data,expected",
    [
        (b"FROM a\n", Source("FROM a\n")),
        ("FROM ä\n".encode(), Source("FROM ä\n")),
        (b"\xef\xbb\xbfFROM a\n", Source("FROM a\n")),
        (b"FROM a\r\n", Source("FROM a\r\n")),
        ("é\nFROM \xe9\n".encode("latin-1"), Source("\ufffd\nFROM \ufffd\n", "byte 0xe9 is not UTF-8", 0)),
        ("ä ".encode() + b"\xffx", Source("ä \ufffdx", "byte 0xff is not UTF-8", 2)),
        (b"FROM a\0b", Source("FROM a\0b", "the file holds a NUL byte", 6)),
        ("\ufeffFROM a".encode("utf-16-le"), Source("FROM a", "the file is UTF-16; builders expect UTF-8")),
        ("\ufeffFROM a".encode("utf-16-be"), Source("FROM a", "the file is UTF-16; builders expect UTF-8")),
        ("\ufeffFROM a".encode("utf-32-le"), Source("FROM a", "the file is UTF-32; builders expect UTF-8")),
        (b"", Source("")),
    ],
)
def test_bytes_are_decoded_and_what_is_wrong_is_said(data: bytes, expected: Source) -> None:
    assert decode(data) == expected


def test_a_file_is_read_up_to_the_limit(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"a": b"12345"})
    assert read(str(tmp_path / "a"), 5) == b"12345"
    with pytest.raises(TooLarge, match="5 bytes, more than the limit of 4"):
        read(str(tmp_path / "a"), 4)


def test_what_cannot_be_read_says_why(tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path, reason in (
        (tmp_path / "gone", "No such file"),
        (tmp_path, "Not a regular file"),
        (tmp_path / "fifo", "Not a regular file"),
        ("/dev/zero", "Not a regular file"),
        ("a\0b", "null byte"),
    ):
        with pytest.raises(Unreadable, match=reason):
            read(str(path))


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs /proc")
def test_a_read_that_fails_says_why() -> None:
    with pytest.raises(Unreadable, match="error"):
        read("/proc/self/mem")


def test_a_file_that_grows_past_the_limit_is_too_large(tmp_path: pathlib.Path) -> None:
    if not os.path.exists("/proc/self/status"):
        pytest.skip("needs a file whose size is not known in advance")
    with pytest.raises(TooLarge, match="more than the limit of 10 bytes"):
        read("/proc/self/status", 10)
