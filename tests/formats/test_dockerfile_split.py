"""Lines to instructions: directives, comments, continuations, here-documents; and a second reading that agrees."""

from __future__ import annotations

import re
import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from hullmark.text import LineIndex

from hullmark_dockerfile.split import Heredoc
from hullmark_dockerfile.split import Layout
from hullmark_dockerfile.split import split


def layout(source: str) -> Layout:
    return split(source, LineIndex(source))


def pieces(source: str) -> list[tuple[int, int, str]]:
    """Return first line, last line and text of the instructions."""
    return [(piece.first, piece.last, str(piece.text)) for piece in layout(source).pieces]


def only(source: str) -> Heredoc:
    """Return the one here-document of a file."""
    found = [heredoc for piece in layout(source).pieces for heredoc in piece.heredocs]
    assert len(found) == 1, found
    return found[0]


PIECES = [
    ("", []),
    ("\n \t\n", []),
    ("# only a comment", []),
    ("FROM a", [(0, 0, "FROM a")]),
    ("FROM a\r\nRUN b\r\n", [(0, 0, "FROM a"), (1, 1, "RUN b")]),
    ("\n  from\ta  \n", [(1, 1, "from\ta")]),
    # Continuations: blanks behind the mark, leading blanks kept, no line end.
    ("RUN a \\\n  b", [(0, 1, "RUN a   b")]),
    ("RUN a\\\nb", [(0, 1, "RUN ab")]),
    ("RUN a \\ \t\r\n  b", [(0, 1, "RUN a   b")]),
    ("US\\\nER root", [(0, 1, "USER root")]),
    ("\\\nFROM a\nRUN b", [(0, 1, "FROM a"), (2, 2, "RUN b")]),
    ("RUN a \\\n\\\n b\nRUN c", [(0, 2, "RUN a  b"), (3, 3, "RUN c")]),
    # An escaped escape character, or one inside the line, continues nothing.
    ("RUN a\\\\\nRUN b", [(0, 0, "RUN a\\\\"), (1, 1, "RUN b")]),
    ("RUN a\\\\ \nRUN b", [(0, 0, "RUN a\\\\"), (1, 1, "RUN b")]),
    ("RUN a\\\\\\\nRUN b", [(0, 0, "RUN a\\\\\\"), (1, 1, "RUN b")]),
    ("\\\\\nRUN b", [(0, 0, "\\\\"), (1, 1, "RUN b")]),
    ("RUN a\\b\nRUN c", [(0, 0, "RUN a\\b"), (1, 1, "RUN c")]),
    ("RUN a \\\v\nRUN b", [(0, 0, "RUN a \\"), (1, 1, "RUN b")]),
    # Comments and empty lines inside vanish; a comment ends nothing, whatever its last character.
    ("RUN a \\\n# b \\\n  # c\n\n  d\nRUN e", [(0, 4, "RUN a   d"), (5, 5, "RUN e")]),
    ("# a \\\nRUN b", [(1, 1, "RUN b")]),
    ("RUN a # b \\\n c", [(0, 1, "RUN a # b  c")]),
    # The end of the file.
    ("RUN a \\", [(0, 0, "RUN a")]),
    ("RUN a \\\n", [(0, 0, "RUN a")]),
    ("RUN a \\\n\n\n", [(0, 0, "RUN a")]),
    ("RUN a \\\n# b", [(0, 0, "RUN a")]),
    ("RUN a \\\n \\", [(0, 1, "RUN a")]),
    ("RUN\\", [(0, 0, "RUN")]),
    ("  \\", []),
    ("RUN a\n\\ \\", [(0, 0, "RUN a"), (1, 1, "\\")]),
    ("RUN a\n\\\n\\", [(0, 0, "RUN a")]),
    # Only line feeds end lines.
    ("RUN a\rRUN b", [(0, 0, "RUN a\rRUN b")]),
    ("RUN a\x0bb\u2028c\x85d", [(0, 0, "RUN a\x0bb\u2028c\x85d")]),
    ("RUN a\x00\ud800", [(0, 0, "RUN a\x00\ud800")]),
    # dockerfile-parse takes a leading comment for a directive.
    ("\n# escape=`\nRUN a `\nRUN b", [(2, 2, "RUN a `"), (3, 3, "RUN b")]),
    ("# a\n# escape=`\nRUN a `\nRUN b", [(2, 2, "RUN a `"), (3, 3, "RUN b")]),
    ("# escape=`\nRUN a `\n b\nRUN c\\\nRUN d", [(1, 2, "RUN a  b"), (3, 3, "RUN c\\"), (4, 4, "RUN d")]),
    ("# check=skip=all\n# escape=`\nRUN a `\n b", [(2, 3, "RUN a  b")]),
    ("# escape=x\nRUN a \\\n b", [(1, 2, "RUN a  b")]),
    ("# escape=`\nRUN a``\nRUN b", [(1, 1, "RUN a``"), (2, 2, "RUN b")]),
]


@pytest.mark.parametrize("source,expected", PIECES)
def test_instructions_have_these_lines_and_this_text(source: str, expected: list[tuple[int, int, str]]) -> None:
    assert pieces(source) == expected


@pytest.mark.parametrize("source,expected", PIECES)
def test_each_character_is_where_its_offset_says(source: str, expected: list[tuple[int, int, str]]) -> None:
    for piece in layout(source).pieces:
        text = piece.text
        assert [source[text.offset(at)] for at in range(len(text))] == list(text)
        assert source[slice(*text.span)].startswith(text[:1])


BLANKS = [
    ("RUN a \\\n\n b", (1,)),
    ("RUN a \\\n \t\r\n\n# c\n\n b", (1, 2, 4)),
    ("RUN a \\\n b\n\nRUN c", ()),
    ("RUN a \\\n# b\n c", ()),
    ("RUN a \\\n", ()),
    ("RUN a \\\n\n", (1,)),
    ("RUN a \\\n\n\n", (1, 2)),
    ("RUN a \\\n  ", (1,)),
    ("RUN a \\\n b\\\n\n# c", (2,)),
]


@pytest.mark.parametrize("source,expected", BLANKS)
def test_empty_lines_inside_an_instruction_are_known(source: str, expected: tuple[int, ...]) -> None:
    assert layout(source).pieces[0].blanks == expected


def test_comments_are_known_inside_and_outside_of_instructions() -> None:
    assert layout("# a\nRUN b \\\n # c\n d # e\n  #f\nRUN <<X\n# g\nX").comments == (0, 2, 4)


DIRECTIVES = [
    ("# escape=`", [("escape", "`", True)], "`"),
    ("#ESCAPE = \\ \nFROM a", [("ESCAPE", "\\", True)], "\\"),
    (" \t#\tsyntax\t=\tdocker/dockerfile:1\t\r\nFROM a", [("syntax", "docker/dockerfile:1", True)], "\\"),
    ("# escape=`\n# escape=\\", [("escape", "`", True), ("escape", "\\", False)], "`"),
    ("# escape=x\n# escape=`", [("escape", "x", True), ("escape", "`", False)], "\\"),
    ("#escape= \nFROM a", [("escape", " ", True)], "\\"),
    ("#escape=\nFROM a", [], "\\"),
    ("#escape=\r\nFROM a", [], "\\"),
    ("# check=skip=A;error=true", [("check", "skip=A;error=true", True)], "\\"),
    ("# key=value\n# escape=`", [], "\\"),
    ("# escape\n# escape=`", [], "\\"),
    ("FROM a\n# escape=`", [], "\\"),
    ("\n# escape=`", [], "\\"),
    ("# syntax=a\n\n# escape=`", [("syntax", "a", True)], "\\"),
    ("# syntax=a=b c", [("syntax", "a=b c", True)], "\\"),
]


@pytest.mark.parametrize("source,expected,escape", DIRECTIVES)
def test_directives_stand_at_the_top(source: str, expected: list[tuple[str, str, bool]], escape: str) -> None:
    found = layout(source)
    assert [(str(each.name), str(each.value), each.first) for each in found.directives] == expected
    assert found.escape == escape
    for each in found.directives:
        assert source[slice(*each.name.span)] == each.name
        assert source[slice(*each.value.span)] == each.value
        assert source[slice(*each.span)].strip() == source[slice(*each.span)].strip("\r\n \t")
    assert len(found.comments) >= len(found.directives)


HEREDOCS = [
    # (source, name, body, expands, terminated)
    ("RUN <<EOF\na\nEOF\n", "EOF", "a\n", True, True),
    ("RUN <<EOF\nEOF", "EOF", "", True, True),
    ("RUN <<EOF\r\na\r\nEOF\r\n", "EOF", "a\r\n", True, True),
    ("run\tcat <<EOF\na\nEOF\n", "EOF", "a\n", True, True),
    ("RUN <<-EOF\n\ta\n \tb\n\t\tEOF\n", "EOF", "a\n \tb\n", True, True),
    ("RUN <<-EOF\n", "EOF", "", True, False),
    ("RUN <<-EOF\n\ta", "EOF", "a", True, False),
    ("RUN <<'EOF'\n$a\nEOF\n", "EOF", "$a\n", False, True),
    ('RUN <<"E F"\na\nE F\n', "E F", "a\n", False, True),
    ("RUN <<\\EOF\na\nEOF\n", "EOF", "a\n", False, True),
    ("RUN <<'E\\F'\na\nE\\F\n", "E\\F", "a\n", False, True),
    ("RUN 3<<EOF cat\nEOF", "EOF", "", True, True),
    ("RUN cat <<EOF>f\nEOF\nEOF>f\n", "EOF>f", "EOF\n", True, True),
    ("RUN cat <<EOF\n EOF\nEOF \n", "EOF", " EOF\nEOF \n", True, False),
    ("RUN a \\\n <<EOF && \\\n b\nc\nEOF\n", "EOF", "c\n", True, True),
    ("RUN cat <<EOF # x\nEOF\n", "EOF", "", True, True),
    ("RUN [ \"$a\" ] && cat <<EOF\nb\nEOF", "EOF", "b\n", True, True),
    ("COPY <<EOF /a\nb\nEOF\n", "EOF", "b\n", True, True),
    ("ADD --chmod=1 <<EOF /a\nb\nEOF\n", "EOF", "b\n", True, True),
    ("ONBUILD COPY <<EOF /a\nb\nEOF\n", "EOF", "b\n", True, True),
    ("onbuild\trun\t<<EOF\nb\nEOF\n", "EOF", "b\n", True, True),
    ("RUN <<EOF", "EOF", "", True, False),
    ("RUN <<EOF\n# a\nFROM b \\\nEOF\n", "EOF", "# a\nFROM b \\\n", True, True),
    ("# escape=`\nRUN <<EOF\na `\nEOF", "EOF", "a `\n", True, True),
]


@pytest.mark.parametrize("source,name,body,expands,terminated", HEREDOCS)
def test_a_heredoc_has_its_body(source: str, name: str, body: str, expands: bool, terminated: bool) -> None:
    found = only(source)
    assert (found.name, str(found.body), found.expands, found.terminated) == (name, body, expands, terminated)
    assert source[slice(*found.word.span)] == found.word
    assert [source[found.body.offset(at)] for at in range(len(found.body))] == list(found.body)
    assert found.chomp == ("<<-" in source)
    assert source[:found.end].rstrip("\r").endswith(name if terminated else source[-1:])
    assert len(layout(source).pieces) == 1


NO_HEREDOCS = [
    "RUN cat <<<EOF", "RUN cat<<EOF", "RUN echo $((1<<2))", 'RUN echo "<<EOF"', "RUN echo '<<EOF'", "RUN cat << EOF",
    "RUN echo it's <<EOF", 'RUN ["cat", "<<EOF"]', 'COPY ["<<EOF", "/a"]', "CMD cat <<EOF", "ENTRYPOINT cat <<EOF",
    "HEALTHCHECK CMD cat <<EOF", "ONBUILD CMD cat <<EOF", "ONBUILD ONBUILD RUN <<EOF", "FOO <<EOF", "RUN <<''",
    "RUN <<-", "<<EOF", "ENV A=<<EOF", "RUN cat <<a<b", "ONBUILD",
]


@pytest.mark.parametrize("source", NO_HEREDOCS)
def test_other_words_open_no_heredoc(source: str) -> None:
    found = layout(source + "\nUSER a\nEOF\n")
    assert [piece.heredocs for piece in found.pieces] == [(), (), ()]


def test_several_heredocs_follow_one_another() -> None:
    found = layout("COPY <<a <<-'b' /c/\n1\na\n\t2\n\tb\nRUN x").pieces
    assert [(each.name, str(each.body), each.expands) for each in found[0].heredocs] == [
        ("a", "1\n", True), ("b", "2\n", False),
    ]
    assert (found[0].first, found[0].last) == (0, 0)
    assert (found[1].first, str(found[1].text)) == (5, "RUN x")


def test_behind_an_open_heredoc_there_is_nothing() -> None:
    found = layout("RUN <<a <<b\nUSER x\n").pieces
    assert len(found) == 1
    assert [each.terminated for each in found[0].heredocs] == [False, False]
    assert [str(each.body) for each in found[0].heredocs] == ["USER x\n", ""]


class Reading(NamedTuple):
    """An instruction as BuildKit's parser.Parse reads it."""

    first: int
    last: int
    text: str
    heredocs: tuple[str, ...]


def reference(source: str) -> list[Reading]:
    """Read a file as frontend/dockerfile/parser/parser.go does; words with quotes are left out of the sources."""
    lines = source.split("\n")
    found = []
    number = 0
    while number < len(lines):
        first = number
        line = lines[number].rstrip("\r").lstrip()
        number += 1
        if line.startswith("#") or not line:
            continue
        text, more = continued(line)
        last = first
        while more and number < len(lines):
            line = lines[number].rstrip("\r")
            number += 1
            if line.lstrip().startswith("#") or not line.strip():
                continue
            last = number - 1
            part, more = continued(line)
            text += part
        names = []
        keyword = text.split(None, 1)[0].upper() if text.split() else ""
        for word in re.findall(r"(?:\\.|[^\s\\]|\\$)+", text.strip()) if keyword in ("RUN", "COPY", "ADD") else ():
            match = re.fullmatch(r"\d*<<(-?)([^<]*)", word)
            name = re.sub(r"\\(.?)", r"\1", match[2]) if match else ""
            if match is None or not name:
                continue
            names.append(name)
            while number < len(lines):
                line = lines[number].rstrip("\r")
                number += 1
                if (line.lstrip("\t") if match[1] else line) == name:
                    break
        if text.strip():
            found.append(Reading(first, last, text.strip(), tuple(names)))
    return found


def continued(line: str) -> tuple[str, bool]:
    mark = re.search(r"(?:(?<=[^\\])|^)\\[ \t]*$", line)
    return (line[:mark.start()], True) if mark else (line, False)


FRAGMENTS = (
    "RUN a", "RUN ", "COPY b /c", "USER", "x y", "\\", " \\", "\\ \t", "\\\\", "\\\\\\", "#", "# c", "  # d \\", "",
    " ", "\t", "<<E", " <<E", " <<-E", " 3<<F", "E", "\tE", " E", "F", "E ", "&& e", "\r",
)


@given(st.lists(st.lists(st.sampled_from(FRAGMENTS), max_size=4).map("".join), max_size=12))
@settings(max_examples=2000, deadline=None, derandomize=True)
def test_an_independent_reading_of_the_same_file_agrees(lines: list[str]) -> None:
    source = "\n".join(["USER start", *lines])
    ours = [
        Reading(piece.first, piece.last, str(piece.text), tuple(heredoc.name for heredoc in piece.heredocs))
        for piece in layout(source).pieces
    ]
    assert ours == reference(source)


@given(st.text(st.sampled_from("RUNCOPY <-'\"\\`#=\n\r\t\v\u2028\x85[]$"), max_size=60))
@settings(max_examples=2000, deadline=None, derandomize=True)
def test_any_text_is_split_without_loss_of_place(source: str) -> None:
    for piece in layout(source).pieces:
        assert [source[piece.text.offset(at)] for at in range(len(piece.text))] == list(piece.text)
        for heredoc in piece.heredocs:
            assert 0 <= heredoc.body.span.start <= heredoc.body.span.end <= len(source)
            assert piece.text.span.end <= heredoc.end <= len(source)


HOSTILE = {
    "continuations": "RUN a" + " \\\n b" * 100_000,
    "empty lines": "RUN a \\\n" + "\n" * 100_000 + "b",
    "comments": "RUN a \\\n" + "# c\n" * 100_000 + "b",
    "blanks": "RUN a" + " " * 50_000 + "b",
    "marks": "RUN a" + "\\" * 50_000 + "b",
    "marks and blanks": "RUN a" + "\\ " * 50_000 + "b",
    "blanks in a directive": "# escape=a" + " " * 50_000 + "b\nFROM a",
    "quotes": "RUN <<a " + "\"'" * 50_000,
    "escaped quotes": "RUN <<a \"" + "\\\"" * 50_000,
    "open heredocs": "RUN" + " <<a" * 50_000 + "\nb",
    "heredocs": "RUN <<a\nb\na\n" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_long_input_takes_linear_time(name: str) -> None:
    start = time.monotonic()
    layout(HOSTILE[name])
    assert time.monotonic() - start < 5


def test_the_heredocs_of_one_instruction_are_limited() -> None:
    assert len(layout("RUN" + " <<a" * 100 + "\na\n").pieces[0].heredocs) == 64
