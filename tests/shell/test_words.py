"""Where words end, and what they say without their quotes."""

from __future__ import annotations

import time

import pytest

from hullmark.model import Command
from hullmark.shell.commands import parse
from hullmark.shell.quotes import dequote
from hullmark.shell.words import MAX_DEPTH
from hullmark.shell.words import Words
from hullmark.text import Span
from hullmark.text import Text
from hullmark.text import bare
from hullmark.text import join


def words(source: str, language: str = "bash") -> list[str]:
    """Return the words of the last command behind its name."""
    return [str(arg) for arg in command(source, language).args]


def command(source: str, language: str = "bash") -> Command:
    return parse(Text(source, Span(0, len(source))), language, "build").commands[-1]


def skipping(reader: Words) -> list[tuple[int, int]]:
    """Return the substitutions in the first word, which are skipped."""
    found: list[tuple[int, int]] = []

    def substitute(at: int, end: int) -> int:
        stop = reader.skip(at, end)
        found.append((at, stop))
        return stop

    reader.end(0, len(reader.raw), substitute)
    return found


@pytest.mark.parametrize(
    "source,expected",
    (
        ("x a b", ["a", "b"]),
        ("x a\\ b", ["a b"]),
        ("x 'a b' \"c d\"", ["a b", "c d"]),
        ("x a'b'\"c\"d", ["abcd"]),
        ("x '' \"\"", ["", ""]),
        ("x 'a\"b' \"a'b\"", ['a"b', "a'b"]),
        ('x "a\\"b" "a\\$b" "a\\`b" "a\\\\b"', ['a"b', "a$b", "a`b", "a\\b"]),
        ('x "a\\nb"', ["a\\nb"]),
        ("x \\'a\\\" \\$b", ["'a\"", "$b"]),
        ("x a\\\nb", ["ab"]),
        ("x a\\\r\nb", ["ab"]),
        ('x "a\\\nb"', ["ab"]),
        ("x a#b", ["a#b"]),
        ("x $'it\\'s' b", ["it\\'s", "b"]),
        ("x \"$'a'\"", ["$'a'"]),
        ('x $"a b"', ["$a b"]),
        ("x a=b=c", ["a=b=c"]),
        ("x {a,b} ~ *.c [a-z]", ["{a,b}", "~", "*.c", "[a-z]"]),
        ("x a\\", ["a"]),
    ),
)
def test_quotes_go_and_what_they_hold_stays(source: str, expected: list[str]) -> None:
    assert words(source) == expected
    assert all(arg.known for arg in command(source).args)


@pytest.mark.parametrize(
    "source,expected",
    (
        ("x $a ${b} $1 $@ $# $$ $? $! $- $*", ["$a", "${b}", "$1", "$@", "$#", "$$", "$?", "$!", "$-", "$*"]),
        ('x "a $b c"', ["a $b c"]),
        ("x a${b:-c d}e", ["a${b:-c d}e"]),
        ("x ${a:-'}'} b", ["${a:-'}'}", "b"]),
        ('x "${a:-it\'s}" b', ["${a:-it's}", "b"]),
        ('x "${a:-"b c"}" d', ['${a:-"b c"}', "d"]),
        ("x ${a:-${b:-c}}d", ["${a:-${b:-c}}d"]),
        ("x ${a%\\}} b", ["${a%\\}}", "b"]),
        ("x ${#a} ${a#b}", ["${#a}", "${a#b}"]),
        ("x $(a b) c", ["$(a b)", "c"]),
        ('x "$(a "b c")" d', ['$(a "b c")', "d"]),
        ("x $(a ')') b", ["$(a ')')", "b"]),
        ("x $(case a in b) c;; esac) d", ["$(case a in b) c;; esac)", "d"]),
        ("x $(a # )\n) b", ["$(a # )\n)", "b"]),
        ("x $(cat <<E\n)\nE\n) b", ["$(cat <<E\n)\nE\n)", "b"]),
        ("x `a b` c", ["`a b`", "c"]),
        ("x `a \\`b\\`` c", ["`a \\`b\\``", "c"]),
        ("x $((1 + (2 * 3))) b", ["$((1 + (2 * 3)))", "b"]),
        ('x "$((a[1] << 2))" b', ["$((a[1] << 2))", "b"]),
        ("x $((a); b) c", ["$((a); b)", "c"]),
        ("x <(a b) >(c)", ["<(a b)", ">(c)"]),
        ("x a=(1 '2 )' # )\n3) b", ["a=(1 2 ) # )\n3)", "b"]),
        ("x @(a|b).c d*(e) f", ["@(a|b).c", "d*(e)", "f"]),
    ),
)
def test_an_expansion_stays_as_it_is_written(source: str, expected: list[str]) -> None:
    assert words(source) == expected


@pytest.mark.parametrize(
    "source", ("x $a", "x ${a}", 'x "$a"', "x `a`", "x $(a)", "x $((1))", "x a$b", "x ${a", "x `a")
)
def test_a_word_with_an_expansion_is_not_known(source: str) -> None:
    assert not command(source).args[0].known


@pytest.mark.parametrize("source", ("x $", 'x "a$"', "x a$ b", "x '$a'", "x \\$a", "x $.", "x $%"))
def test_a_lone_dollar_expands_nothing(source: str) -> None:
    assert command(source).args[0].known


def test_a_word_knows_its_place_quotes_included() -> None:
    arg = command("x a 'b\\'c\"d e\"").args[1]
    assert (arg.span, str(arg)) == (Span(4, 14), "b\\cd e")
    assert [arg.offset(index) for index in (0, 2, 5)] == [5, 8, 12]
    assert arg.part(2, 4).span == Span(8, 11)


def test_the_place_of_an_empty_word_is_where_it_stands() -> None:
    arg = command('x a ""').args[1]
    assert (arg.span, arg.offset(0)) == (Span(4, 6), 4)


def test_words_of_pieces_keep_the_places_of_the_pieces() -> None:
    text = join([("x 'a", 0), ("b' c", 10)])
    command = parse(text, "sh", "build").commands[0]
    assert [str(arg) for arg in command.args] == ["ab", "c"]
    assert (command.args[0].span, command.args[0].offset(1), command.args[1].span) == (Span(2, 12), 10, Span(13, 14))


def test_a_word_of_a_substituted_text_points_at_the_whole() -> None:
    text = bare("x").substitute("'a b'")
    arg = dequote(Words(text), 0, len(text))
    assert (str(arg), arg.span, arg.editable) == ("a b", text.span, False)


@pytest.mark.parametrize(
    "source,at",
    (("'a", 0), ('"a', 0), ("${a", 0), ("$'a", 0), ("a@(b", 2), ("x=(a", 2), ('"${a', 1), ('"a${b}', 0)),
)
def test_the_place_of_what_is_never_closed_is_known(source: str, at: int) -> None:
    reader = Words(Text(source, Span(0, len(source))))
    skipping(reader)
    assert reader.unclosed == at


@pytest.mark.parametrize(
    "source,expected",
    (
        ("$(a (b) 'c)' \"d)\" # e)\n) f", [(0, 24)]),
        ("$(a $(b) `c` ${d:-)} $((1))) f", [(0, 28)]),
        ("`a \\` b` c", [(0, 8)]),
        ("<(a) b", [(0, 4)]),
        ("$(a", [(0, 3)]),
        ("`a", [(0, 2)]),
        ("a#b$(c)", [(3, 7)]),
    ),
)
def test_a_substitution_can_be_skipped(source: str, expected: list[tuple[int, int]]) -> None:
    assert skipping(Words(Text(source, Span(0, len(source))))) == expected


def test_a_hash_inside_of_a_word_is_no_comment() -> None:
    assert skipping(Words(Text("$(a#b c)", Span(0, 8)))) == [(0, 8)]


def test_substitutions_beyond_the_depth_are_skipped() -> None:
    source = "$(a " * (MAX_DEPTH * 2) + ")" * (MAX_DEPTH * 2)
    script = parse(Text(source, Span(0, len(source))), "sh", "build")
    assert script.broken is None
    assert len(script.commands) == MAX_DEPTH + 1
    assert {len(command.blocks) for command in script.commands} == set(range(MAX_DEPTH + 1))


@pytest.mark.parametrize(
    "unit",
    (
        "'", '"', '" x', "`", "$(", '"$(', "`$(", "${", "${x:-", '"${x:-', "(", "$((", "((", "<(", "a <(", "x=(", "@(",
        "$'", "$'\\", "\\", "$", "#", "a#", "\\\n", "'a'", '"a"', "$a", "${a}", "$(a)", "`a`", "$((1))",
        '"$(`${x:-$((<(',
    ),
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    source = unit * (100_000 // len(unit) + 1)
    started = time.process_time()
    parse(Text(source, Span(0, len(source))), "bash", "build")
    assert time.process_time() - started < 4
