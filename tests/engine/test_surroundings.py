"""What rules may learn of the files around one, and what they may not."""

from __future__ import annotations

import os
import pathlib

import pytest

from hullmark import surroundings
from hullmark.document import Surroundings
from hullmark.surroundings import MAX_BYTES
from hullmark.surroundings import Checkout
from hullmark.surroundings import hold

from harness import write


@pytest.fixture()
def tree(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a checkout with a file in a folder, beside a file that lies outside."""
    write(tmp_path, {"outside": "secret"})
    return write(tmp_path / "repo", {
        ".git/HEAD": "", "a/compose.yaml": "", "a/.env": "A=1\n", "b/Dockerfile": "FROM x\n", "c d/e": "",
        ".gitignore": "*.log\n!keep.log\n/b/\n", "a/.gitignore": ".env\n",
    })


@pytest.fixture()
def around(tree: pathlib.Path) -> Checkout:
    return Checkout(str(tree / "a" / "compose.yaml"))


def test_files_of_the_checkout_are_seen(around: Checkout) -> None:
    assert around.read(".env") == "A=1\n" and around.read("./../b/Dockerfile") == "FROM x\n"
    assert around.read("none") is None and around.read("../b") is None
    assert around.exists("../b") is True and around.exists("../c d/e") is True and around.exists("none") is False
    assert around.exists("..") is True


@pytest.mark.parametrize("name", [
    "../../outside", "/etc/passwd", "~/.ssh", "", "..\\b", "a\0b", "https://a.example/b", "../../repo2",
    "x/../../../outside",
])
def test_nothing_else_is(around: Checkout, name: str) -> None:
    assert around.read(name) is around.exists(name) is around.ignored(name) is None


def test_links_that_lead_outside_are_not_followed(tree: pathlib.Path, around: Checkout) -> None:
    (tree / "a" / "link").symlink_to(tree.parent / "outside")
    (tree / "a" / "folder").symlink_to(tree.parent)
    (tree / "a" / "inside").symlink_to(tree / "b" / "Dockerfile")
    (tree / "a" / "loop").symlink_to(tree / "a" / "loop")
    assert around.read("link") is None and around.exists("link") is None
    assert around.read("folder/outside") is None and around.exists("folder/outside") is None
    assert around.read("inside") == "FROM x\n"
    assert around.read("loop") is None and around.exists("loop") is False


def test_only_regular_files_of_some_size_are_read(tree: pathlib.Path, around: Checkout) -> None:
    os.mkfifo(tree / "a" / "fifo")
    (tree / "a" / "large").write_bytes(b"x" * (MAX_BYTES + 1))
    assert around.read("fifo") is None and around.read("large") is None
    assert around.exists("fifo") is True and around.exists("large") is True


def test_there_is_an_end_to_what_is_answered(around: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "MAX_ASKED", 2)
    assert around.read(".env") and around.exists("..")
    assert around.exists("../b") is None and around.read(".env") and len(around.asked) == 2


def test_what_git_ignores(around: Checkout, tmp_path: pathlib.Path) -> None:
    answers = {name: around.ignored(name) for name in (".env", "x.log", "keep.log", "../b/Dockerfile", "../c d/e", "x")}
    assert [name for name, answer in answers.items() if answer] == [".env", "x.log", "../b/Dockerfile"]
    assert set(answers.values()) == {True, False}
    assert Checkout(str(write(tmp_path / "plain", {"f": ""}) / "f")).ignored("g") is None


def test_without_a_checkout_the_folder_is_the_bound(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"plain/f": "", "plain/g/h": "h", "other": "o"})
    around = Checkout(str(tmp_path / "plain" / "f"))
    assert around.read("g/h") == "h" and around.read("../other") is None


def test_answers_hold_until_something_changes(tree: pathlib.Path, around: Checkout) -> None:
    around.read(".env"), around.read("none"), around.exists("../b"), around.ignored("x"), around.read("/etc/passwd")
    assert len(around.asked) == 5 and hold(around.asked)
    for name, text in (("a/.env", "A=2\n"), ("a/none", ""), (".gitignore", "x\n")):
        before = (tree / name).read_text() if (tree / name).exists() else None
        write(tree, {name: text})
        assert not hold(around.asked), name
        (tree / name).unlink() if before is None else write(tree, {name: before})
        assert hold(around.asked), name


def test_of_a_text_that_lies_nowhere_nothing_is_known() -> None:
    nowhere = Surroundings()
    assert nowhere.read("a") is nowhere.exists("a") is nowhere.ignored("a") is None
