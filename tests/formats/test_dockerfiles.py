"""What files beside a Dockerfile learn of it."""

from __future__ import annotations

import pytest

from hullmark.dockerfiles import arguments_of
from hullmark.dockerfiles import copied_by
from hullmark.dockerfiles import copies_context
from hullmark.dockerfiles import read
from hullmark.dockerfiles import read_all
from hullmark.dockerfiles import stages_of
from hullmark.document import Surroundings
from hullmark.model import Build
from hullmark.model import Source
from hullmark.text import Span
from hullmark.text import Text


class Around(Surroundings):
    def read(self, name: str) -> str | None:
        return {"Dockerfile": "FROM a AS One\nARG X=1 \\\n  Y\nFROM b\nCOPY . /\n"}.get(name)


def test_an_ordinary_one_is_read_with_its_lines_joined() -> None:
    text = read(Source("Dockerfile", "."), Around())
    assert text is not None
    assert stages_of(text) == ["one", ""] and arguments_of(text) == {"X", "Y"} and copies_context(text)


@pytest.mark.parametrize("inline,known", (
    ("RUN true", True), ("FROM a", False), ("# syntax=acme/frontend\nFROM a", True),
))
def test_others_are_not(inline: str, known: bool) -> None:
    assert read(Source(None, None, Text(inline, Span(0, len(inline)), known=known)), Around()) is None


def test_one_that_is_not_at_hand_hides_the_others() -> None:
    name = Text("a", Span(0, 1))
    here, gone = Source("Dockerfile", "."), Source("x/Dockerfile", "x")
    assert len(read_all(Build(name.span, name, None, (here, here)), Around())) == 2
    assert read_all(Build(name.span, name, None, (here, gone)), Around()) == []


def test_copied_paths() -> None:
    text = 'COPY --from=x a /\nCOPY --chown=1 b c /d/\nADD ["e f", "/"]\nADD https://x/y /\nCOPY *.z $V /\n'
    assert list(copied_by(text)) == ["b", "c", "e f"]
