"""The text of one instruction: keyword, flags, words, pairs, arrays, mounts, and what a word says once expanded."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from hullmark.text import LineIndex
from hullmark.text import Span
from hullmark.text import Text

from hullmark_dockerfile import expand
from hullmark_dockerfile import lexer
from hullmark_dockerfile.lexer import RunMount
from hullmark_dockerfile.mounts import mounts_of
from hullmark_dockerfile.options import DockerfileOptions
from hullmark_dockerfile.parse import parse
from hullmark_dockerfile.tree import Instruction


def text(value: str) -> Text:
    return Text(value, Span(0, len(value)))


def instruction(source: str) -> Instruction:
    """Return the last instruction of a file."""
    return parse(source, LineIndex(source), DockerfileOptions()).instructions[-1]


def strings(texts: tuple[Text, ...]) -> list[str]:
    return [str(each) for each in texts]


@pytest.mark.parametrize("source,keyword,rest", [
    ("RUN", "RUN", ""),
    ("RUN a  b", "RUN", "a  b"),
    ("run\ta", "run", "a"),
    ("RUN \v\f\r a ", "RUN", "a"),
    ("RUN\u00a0a", "RUN\u00a0a", ""),
])
def test_the_keyword_ends_at_a_blank(source: str, keyword: str, rest: str) -> None:
    size, found = lexer.head(text(source))
    assert (source[:size], found) == (keyword, rest)
    assert source[slice(*found.span)] == rest


@pytest.mark.parametrize("source,expected", [
    ("", []),
    ("  a\tb ", ["a", "b"]),
    ('"a b" c', ['"a', 'b"', "c"]),
    ("a\u00a0b", ["a\u00a0b"]),
])
def test_words_end_at_every_blank(source: str, expected: list[str]) -> None:
    assert strings(lexer.words(text(source))) == expected


@pytest.mark.parametrize("source,escape,expected", [
    ("a b", "\\", ["a", "b"]),
    ('a="b c" d', "\\", ['a="b c"', "d"]),
    ("a='b \\' c", "\\", ["a='b \\'", "c"]),
    ('a="b \\" c" d', "\\", ['a="b \\" c"', "d"]),
    ("a\\ b c", "\\", ["a\\ b", "c"]),
    ("a` b c", "`", ["a` b", "c"]),
    ("a\\ b", "`", ["a\\", "b"]),
    ('a="b` c" d', "\\", ['a="b` c"', "d"]),
    ('a="b c', "\\", ['a="b c']),
    ("a='b c", "\\", ["a='b c"]),
    ('a="b c\\', "\\", ['a="b c\\']),
    ("a\\", "\\", ["a\\"]),
    ("\"a\"'b c'd e", "\\", ["\"a\"'b c'd", "e"]),
])
def test_quotes_hold_a_word_together(source: str, escape: str, expected: list[str]) -> None:
    assert strings(lexer.quoted_words(text(source), escape)) == expected


FLAGS = [
    ("a b", [], "a b"),
    ("-a b", [], "-a b"),
    ("--from=a b c", [("from", "a")], "b c"),
    ("--link b", [("link", None)], "b"),
    ("--link= b", [("link", "")], "b"),
    ("--a=b=c  --d  e", [("a", "b=c"), ("d", None)], "e"),
    ('--a="b c" d', [("a", '"b c"')], "d"),
    ("--a=b\\ c d", [("a", "b\\ c")], "d"),
    ("--a -- --b", [("a", None)], "--b"),
    ("-- --b", [], "--b"),
    ("--a --", [("a", None)], ""),
    ("--a", [("a", None)], ""),
    ("--a ", [("a", None)], ""),
    ("--=b c", [("", "b")], "c"),
    ("--a b --c", [("a", None)], "b --c"),
]


@pytest.mark.parametrize("source,expected,rest", FLAGS)
def test_flags_come_first(source: str, expected: list[tuple[str, str | None]], rest: str) -> None:
    found, value = lexer.flags(text(source), "\\")
    assert [(str(flag.name), flag.value) for flag in found] == expected
    assert value == rest
    for flag in found:
        assert source[slice(*flag.span)].startswith("--")
        assert source[slice(*flag.name.span)] == flag.name
        assert flag.value is None or source[slice(*flag.value.span)] == flag.value


ARRAYS = [
    ("a", None, ""),
    ("", None, ""),
    ("[]", [], ""),
    (" [ ] ", [], ""),
    ('["a", "b c"]', ["a", "b c"], ""),
    ('[ "a" ,\t"b" ]', ["a", "b"], ""),
    ('["a\\"b\\\\c\\/\\n\\t\\r\\b\\f\\u00e9"]', ['a"b\\c/\n\t\r\b\fé'], ""),
    ('["[", "]", ","]', ["[", "]", ","], ""),
    ("['a']", [], "syntax"),
    ('["a",]', [], "syntax"),
    ('["a" "b"]', [], "syntax"),
    ('["a"', [], "syntax"),
    ('["a"] b', [], "syntax"),
    ('["C:\\app"]', [], "syntax"),
    ('["\\x"]', [], "syntax"),
    ('["a\tb"]', [], "syntax"),
    ("[ -f x ]", [], "syntax"),
    ("[", [], "syntax"),
    ("[" * 100_000, [], "syntax"),
    ("[1]", [], "types"),
    ('["a", null]', [], "types"),
    ('[["a"]]', [], "types"),
]


@pytest.mark.parametrize("source,items,error", ARRAYS, ids=[source[:20] for source, *_ in ARRAYS])
def test_arrays_are_json_of_strings(source: str, items: list[str] | None, error: str) -> None:
    found = lexer.array(text(source))
    if items is None:
        assert found is None
        return
    assert found is not None and (strings(found.items), found.error) == (items, error)
    for item in found.items:
        assert source[item.span.start] == source[item.span.end - 1] == '"'


def test_the_characters_of_a_json_string_keep_their_place() -> None:
    source = 'CMD ["a\\nb", "c"]'
    first, second = instruction("FROM a\n" + source).arguments
    assert [first.offset(at) - 7 for at in range(4)] == [6, 7, 9, 10]
    assert second.offset(0) - 7 == source.index("c")


PAIRS = [
    ("ENV a=b", [("a", "b", False)]),
    ("ENV a=b c='d e' \"f\"=\"g\" h=", [("a", "b", False), ("c", "'d e'", False), ('"f"', '"g"', False),
                                        ("h", "", False)]),
    ("ENV a=b=c", [("a", "b=c", False)]),
    ("ENV a=b\\ c", [("a", "b\\ c", False)]),
    ("ENV a=b c", [("a", "b", False), ("c", None, False)]),
    ("ENV =b", [("", "b", False)]),
    ("ENV a b=c  d ", [("a", "b=c  d", True)]),
    ("ENV a\tb", [("a", "b", True)]),
    ("ENV a = b", [("a", "= b", True)]),
    ("ENV a", [("a", None, True)]),
    ("ENV", []),
    ('LABEL "a b" c', [('"a', 'b" c', True)]),
    ("LABEL a=b \\\n  c=d", [("a", "b", False), ("c", "d", False)]),
    ("ARG a", [("a", None, False)]),
    ("ARG a b=1 c", [("a", None, False), ("b", "1", False), ("c", None, False)]),
    ("ARG =1", [("", "1", False)]),
    ("RUN a=b", []),
]


@pytest.mark.parametrize("source,expected", PAIRS)
def test_pairs_are_keys_with_values(source: str, expected: list[tuple[str, str | None, bool]]) -> None:
    source = "FROM x\n" + source
    found = instruction(source).pairs
    assert [(str(pair.key), pair.value, pair.legacy) for pair in found] == expected
    for pair in found:
        assert source[slice(*pair.key.span)] == pair.key
        assert pair.value is None or source[slice(*pair.value.span)] == pair.value
        assert pair.span == Span(pair.key.start, (pair.value if pair.value is not None else pair.key).end)


#: What the words say; "?" in front marks a value that is not known.
VALUES = [
    # Quotes and escapes.
    ("a", "a"), ("'a b'", "a b"), ('"a b"', "a b"), ("a'b'\"c\"", "abc"), ('"it\'s"', "it's"), ("'a\"b'", 'a"b'),
    ("''", ""), ('""', ""), ("a\\ b", "a b"), ("a\\", "a"), ("\\$A", "$A"), ("'$A'", "$A"), ("'a\\'", "a\\"),
    ('"a\\"b"', 'a"b'), ('"a\\$A"', "a$A"), ('"a\\\\b"', "a\\b"), ('"a\\b"', "a\\b"), ("a\\b", "ab"),
    # Unclosed ones are read to the end.
    ("'a", "a"), ('"a', "a"),
    # Variables.
    ("$A", "one"), ("${A}", "one"), ('"$A b"', "one b"), ("$A$A", "oneone"), ("x${A}y", "xoney"), ("$A.b", "one.b"),
    ("$EMPTY", ""), ("$", "$"), ("a$", "a$"), ("$.", "$."), ("$UNKNOWN", "?$UNKNOWN"),
    ("a${UNKNOWN}'b'", "?a${UNKNOWN}b"),
    ("$1", "?$1"), ("$10", "?$10"), ("$@", "?$@"), ("${*}", "?${*}"), ("${}", "?${}"), ("${", "?${"), ("${A", "one"),
    # Defaults, alternatives, messages.
    ("${A:-b}", "one"), ("${A-b}", "one"), ("${EMPTY:-b}", "b"), ("${EMPTY:-}", ""), ("${UNKNOWN:-b}", "b"),
    ("${A:+b}", "b"), ("${A+b}", "b"), ("${EMPTY:+b}", ""), ("${UNKNOWN:+b}", "?${UNKNOWN:+b}"),
    ("${A:?b}", "one"), ("${A?b}", "one"), ("${UNKNOWN:?b}", "?${UNKNOWN:?b}"),
    ("${EMPTY:-$A}", "one"), ("${EMPTY:-${EMPTY:-${A}}}", "one"), ("${EMPTY:-'}'}", "}"), ('${EMPTY:-"}"}', "}"),
    ("${EMPTY:-\\}}", "}"), ("${EMPTY:-a b}", "a b"), ("${EMPTY:-$UNKNOWN}", "?${EMPTY:-$UNKNOWN}"),
    ('"${EMPTY:-"a b"}"', "a b"), ('${EMPTY:-"${A}"}', "one"),
    # Patterns.
    ("${PATH#a}", "/b/a/b"), ("${PATH#*/}", "b/a/b"), ("${PATH##*/}", "b"), ("${PATH%/*}", "a/b/a"),
    ("${PATH%%/*}", "a"), ("${PATH#x}", "a/b/a/b"), ("${PATH%x}", "a/b/a/b"), ("${PATH#*}", "a/b/a/b"),
    ("${PATH##*}", ""), ("${PATH%b}", "a/b/a/"), ("${PATH#*b*a}", "/b"), ("${PATH##*x*}", "a/b/a/b"),
    ("${PATH#b}", "a/b/a/b"),
    ("${PATH/b/x}", "a/x/a/b"), ("${PATH//b/x}", "a/x/a/x"), ("${PATH//b}", "a//a/"), ("${PATH/x/y}", "a/b/a/b"),
    ("${PATH/b*a/x}", "a/x/b"), ("${PATH/x*/y}", "a/b/a/b"), ("${PATH//$A/x}", "a/b/a/b"),
    ("${PATH#?}", "?${PATH#?}"), ("${PATH#[a]}", "?${PATH#[a]}"), ("${PATH/?/x}", "?${PATH/?/x}"),
    ("${PATH//}", "?${PATH//}"), ("${UNKNOWN#a}", "?${UNKNOWN#a}"), ("${PATH#$UNKNOWN}", "?${PATH#$UNKNOWN}"),
    # What Docker does not know.
    ("${A^}", "?${A^}"), ("${A:1:2}", "?${A:1:2}"), ("${A:}", "?${A:}"), ("${!A}", "?${!A}"),
]


def lookup(name: str) -> str | None:
    return {"A": "one", "EMPTY": "", "PATH": "a/b/a/b"}.get(name)


@pytest.mark.parametrize("source,expected", VALUES)
def test_a_word_says(source: str, expected: str) -> None:
    found = lexer.value(text(source), "\\", lookup)
    assert f"{'' if found.known else '?'}{found}" == expected
    assert found.span == Span(0, len(source))
    assert not (found.editable and "$A" in source and "\\$A" not in source and "'$A'" not in source and found.known)


def test_the_escape_character_may_be_a_backtick() -> None:
    assert lexer.value(text('a` b`$A "`"" C:\\x'), "`", lookup) == 'a b$A " C:\\x'
    assert lexer.value(text("${EMPTY:-`}}"), "`", lookup) == "}"


def test_a_word_without_anything_special_is_itself() -> None:
    word = text("plain")
    assert lexer.value(word, "\\", lookup) is word


def test_without_a_lookup_variables_stay() -> None:
    found = lexer.value(text("'a b'$A\"${A:-c}\""), "\\")
    assert (str(found), found.known) == ("a b$A${A:-c}", False)
    assert [found.offset(at) for at in (0, 3, 5)] == [1, 5, 8]


def test_what_is_quoted_keeps_the_place_of_its_characters() -> None:
    found = lexer.value(text("x'a b'\\cd"), "\\")
    assert [found.offset(at) for at in range(len(found))] == [0, 2, 3, 4, 7, 8]
    assert found.editable


def test_an_empty_value_stands_where_it_is_written() -> None:
    assert lexer.value(text("''"), "\\").offset(0) == 0


@pytest.mark.parametrize("source,expected", [
    ("a", []),
    ("$a ${b} '$c' \"$d\" \\$e", [("a", ""), ("b", ""), ("d", "")]),
    ("${a:-${b^}}${c#d}", [("a", ":-${b^}"), ("c", "#d")]),
    ("${}${:x}${!a}", [("", ""), ("", ":x"), ("!", "a")]),
    ("${a:-b", [("a", ":-b")]),
    ("$é $1a $$", [("1", ""), ("$", "")]),
])
def test_variables_are_listed_with_their_modifiers(source: str, expected: list[tuple[str, str]]) -> None:
    found = lexer.names(source, "\\")
    assert [(name, modifier) for name, _, _, modifier in found] == expected
    for name, start, end, modifier in found:
        assert source[start] == "$" and name + modifier in source[start:end]


@pytest.mark.parametrize("source,escape,at", [
    ("a", "\\", -1), ("'a'\"b\"${c}", "\\", -1), ("it's", "\\", 2), ('a"b', "\\", 1), ('a"b\\"', "\\", 1),
    ("a'b\\'", "\\", -1), ("'", "\\", 0), ("\\'", "\\", -1), ("`'", "`", -1), ("x${a", "\\", 1), ("${a:-'}", "\\", 0),
    ('${a:-"}', "\\", 0), ("${a:-${b}", "\\", 0), ('"${a:-"b"}"', "\\", -1), ("${a:-\\}", "\\", 0), ("'a'b'", "\\", 4),
    ("\"a'b", "\\", 0), ('"a" "', "\\", 4), ("'${a'", "\\", -1), ("\\${a", "\\", -1), ("$a$", "\\", -1),
])
def test_the_first_quote_or_brace_that_nothing_closes(source: str, escape: str, at: int) -> None:
    assert lexer.unclosed(source, escape) == at


MOUNTS = [
    ("type=bind,source=a,target=b", "bind", {"source": "a", "target": "b"}),
    ("TYPE=Cache,dst=/a,src=b", "cache", {"target": "/a", "source": "b"}),
    ("destination=/a,ro,rw=true", "bind", {"target": "/a", "readonly": None, "readwrite": "true"}),
    ("'type=bind,\"source=a,b\",target=c'", "bind", {"source": "a,b", "target": "c"}),
    ('"type=secret,id=a"', "secret", {"id": "a"}),
    ("type=$T,target=${A:-b}", "$t", {"target": "${A:-b}"}),
    ('type=bind,source="a b"', "bind", {"source": "a b"}),
    ("'type=bind,source=a\"b,target=c'", "bind", {"source": 'a"b,target=c'}),
]


def mounts(source: str) -> tuple[RunMount, ...]:
    return mounts_of(instruction("FROM a\nRUN " + source + " true"))


@pytest.mark.parametrize("source,kind,options", MOUNTS)
def test_mounts_are_lists_of_options(source: str, kind: str, options: dict[str, str | None]) -> None:
    found, = mounts("--mount=" + source)
    assert (found.kind, {name: value for name, value in found.options.items() if name != "type"}) == (kind, options)
    assert found.source == options.get("source") and found.target == options.get("target")
    assert found.errors == ()


def test_only_mounts_with_a_value_count() -> None:
    found = mounts("--mount --mount= --network=x --mount=type=ssh --mount=id=a")
    assert [mount.kind for mount in found] == ["ssh", "bind"]


def test_an_option_of_a_mount_is_known_on_its_own() -> None:
    found, = mounts("--mount=type=cache,target=$A,id=b")
    assert [(name, value.known) for name, value in found.options.items() if value] == [
        ("type", True), ("target", False), ("id", True),
    ]


@given(st.text(st.sampled_from("aA${}:-+?#%/'\"\\*` "), max_size=40), st.sampled_from("\\`"))
@settings(max_examples=2000, deadline=None, derandomize=True)
def test_any_word_can_be_read(source: str, escape: str) -> None:
    word = text(source)
    found = lexer.value(word, escape, lookup)
    assert found.span == word.span
    assert all(0 <= found.offset(at) <= len(source) for at in range(len(found) + 1))
    assert -1 <= lexer.unclosed(source, escape) < len(source)
    for _, start, end, _ in lexer.names(source, escape):
        assert 0 <= start < end <= len(source)


@given(st.text(st.sampled_from("-ab=\"'\\ \t[],"), max_size=40), st.sampled_from("\\`"))
@settings(max_examples=2000, deadline=None, derandomize=True)
def test_words_and_flags_leave_nothing_out(source: str, escape: str) -> None:
    word = text(source.strip())
    kept = "".join(lexer.quoted_words(word, escape))
    assert kept.replace(" ", "").replace("\t", "") == word.replace(" ", "").replace("\t", "")
    found, rest = lexer.flags(word, escape)
    assert word.endswith(rest) and len(rest) + sum(end - start for _, _, (start, end) in found) <= len(word)


HOSTILE = {
    "blanks": " " * 50_000 + "a",
    "double quotes": '"' * 50_001,
    "escaped quotes": '"' + '\\"' * 50_000 + "\\",
    "single quotes": "'" * 50_001,
    "open braces": "${" * 50_000,
    "open defaults": "${A:-" * 20_000,
    "braces": "${A:-" * 10_000 + "}" * 10_000,
    "quotes in braces": "${A:-\"'" * 20_000,
    "dollars": "$" * 50_000,
    "variables": "$A" * 50_000,
    "flags": "--a " * 50_000,
    "brackets": "[" * 50_000,
    "strings": '["a"' + ', "a"' * 50_000 + "]",
    "string": '["' + "a" * 500_000,
    "equals": "=" * 50_000,
    "patterns": "${A#" + "*a" * 20_000 + "}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_long_input_takes_linear_time(name: str) -> None:
    source = text(HOSTILE[name])
    start = time.process_time()
    lexer.words(source)
    lexer.quoted_words(source, "\\")
    lexer.flags(source, "\\")
    lexer.array(source)
    lexer.pairs(source, "\\")
    lexer.names(source, "\\")
    lexer.unclosed(source, "\\")
    lexer.value(source, "\\", lambda name: "a" * 50)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("word", ["$X" * 10_000, "${X//a/$X}", "${X/a/$X}", "x'" + "b" * 70_000 + "'", "${Y:-$X$X}"])
def test_a_value_that_grows_too_long_is_not_known(word: str) -> None:
    values = {"X": "a" * (expand.MAX_VALUE // 2 + 1), "Y": ""}
    start = time.process_time()
    found = lexer.value(text(word), "\\", values.get)
    assert not found.known and str(found) in (word, word.replace("'", ""))
    assert time.process_time() - start < 1


def test_defaults_are_followed_to_some_depth_only() -> None:
    inner = "${E:-" * (expand.MAX_DEPTH + 2) + "a" + "}" * (expand.MAX_DEPTH + 2)
    assert not lexer.value(text(inner), "\\", lambda name: "").known
    assert lexer.value(text("${E:-" * 20 + "a" + "}" * 20), "\\", lambda name: "") == "a"
