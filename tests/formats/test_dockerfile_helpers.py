"""What several rules ask: patterns of .dockerignore, near spellings, sources of COPY, uses of variables."""

from __future__ import annotations

import time

import pytest

from hullmark.dockerignore import read
from hullmark.text import LineIndex

from hullmark_dockerfile import sources
from hullmark_dockerfile.options import DockerfileOptions
from hullmark_dockerfile.parse import parse
from hullmark_dockerfile.spelling import nearest
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.variables import references


def last(source: str) -> Instruction:
    return parse(source, LineIndex(source), DockerfileOptions()).instructions[-1]


IGNORED = [
    ("Dockerfile", "Dockerfile", True),
    ("Dockerfile", "a/Dockerfile", False),
    ("*.md", "a.md", True),
    ("*.md", "d/a.md", False),
    ("**/*.md", "d/e/a.md", True),
    ("**/*.md", "a.md", True),
    ("node_modules", "node_modules/x/y", True),
    ("/foo", "foo", True),
    ("./foo/", "foo/x", True),
    ("a/../foo", "foo", True),
    ("foo/**", "foo", False),
    ("foo/**", "foo/x", True),
    ("a**", "ab/c", True),
    ("a**b", "a/b", False),
    ("**.txt", "x/.txt", True),
    ("**/foo/**", "foo", False),
    ("**/foo/**", "a/foo/b", True),
    ("a/*/c", "a/b/c/d", True),
    ("a/*/c", "a/b/d", False),
    ("a?c", "abc", True),
    ("\\*x", "*x", True),
    ("\\*x", "ax", False),
    ("\\a", "a", True),
    ("[^a]b", "bb", True),
    ("[^a]b", "ab", False),
    ("[!a]b", "!b", True),
    ("[a", "[a", True),
    ("# x", "# x", False),
    ("", "x", False),
    ("..", "x", False),
    ("**", "x", True),
]


@pytest.mark.parametrize("pattern,path,hidden", IGNORED)
def test_a_pattern_of_an_ignore_file_is_anchored_at_the_context(pattern: str, path: str, hidden: bool) -> None:
    assert read(pattern + "\n").hides(path) is hidden


@pytest.mark.parametrize("pattern,everything", [("*", True), ("**", True), ("**/*", True), ("*.md", False)])
def test_a_star_hides_the_whole_context(pattern: str, everything: bool) -> None:
    assert read(pattern).hides_all is everything


def test_an_exception_is_noticed() -> None:
    assert read("*\n!src\n").exceptions and not read("*\n").exceptions


def test_many_stars_cost_little() -> None:
    begin = time.process_time()
    assert not read("**/a/**/a/**/a/**/a/**/b\n" * 50 + "*a*a*a*a*a*a*a*b").hides("/".join(["a" * 30] * 500))
    assert time.process_time() - begin < 5


SPELLED = [
    ("PAHT", ["PATH", "HOME"], "PATH"),
    ("DIR_ASSET", ["DIR_ASSETS", "DIR_CONFIG"], "DIR_ASSETS"),
    ("BULIDPLATFORM", ["BUILDPLATFORM", "TARGETPLATFORM"], "BUILDPLATFORM"),
    ("verison", ["VERSION"], "VERSION"),
    ("VERSION_1", ["VERSION_2", "VERSION_12"], None),
    ("FOO", ["BAR", "FO"], "FO"),
    ("ABCD", ["ABXY"], None),
    ("AB", ["AC"], None),
    ("X" * 100, ["X" * 99], None),
    ("PAHT", [f"PAT{number}" for number in range(1000)] + ["PATH"], None),
    ("COLOR", ["COLOUR", "COLR"], "COLOUR"),
]


@pytest.mark.parametrize("name,candidates,found", SPELLED)
def test_a_slip_of_the_pen_is_near_what_was_meant(name: str, candidates: list[str], found: str | None) -> None:
    assert nearest(name, candidates) == found


REMOTE = [
    ("https://x/y", True), ("HTTP://x", True), ("git@github.com:a/b", True), ("github.com/a/b.git", True),
    ("github.com/a/b.git#main", True), ("ssh://git@h/x", True), ("a/b.git", False), (".git", False), ("http", False),
    ("vendor/github.com/a/b.git", False), ("a.b/c", False),
]


@pytest.mark.parametrize("source,remote", REMOTE)
def test_a_source_may_be_remote(source: str, remote: bool) -> None:
    assert sources.is_remote(source) is remote


ABSOLUTE = [("/a", True), ("\\a", True), ("C:\\a", True), ("c:/a", True), ("C:", True), ("C:a", False), ("a", False)]


@pytest.mark.parametrize("path,absolute", ABSOLUTE)
def test_a_path_may_begin_at_a_root(path: str, absolute: bool) -> None:
    assert sources.is_absolute(path) is absolute


SOURCES = [
    ("COPY a b /c", ["a", "b"], ["a", "b"]),
    ("COPY --from=x a /c", ["a"], []),
    ("ADD https://x a /c", ["https://x", "a"], ["a"]),
    ("COPY <<x a /c\nx", ["a"], ["a"]),
    ('COPY ["a b", "c"]', ["a b"], ["a b"]),
    ("COPY a", [], []),
]


@pytest.mark.parametrize("source,all_of_them,local", SOURCES)
def test_sources_are_the_words_before_the_last(source: str, all_of_them: list[str], local: list[str]) -> None:
    instruction = last(f"FROM a\n{source}")
    assert list(sources.sources(instruction)) == all_of_them
    assert list(sources.local_sources(instruction)) == local


REFERENCES = [
    ("ENV A=$B C=${D:-$E} $F=1", ["$B", "${D:-$E}", "$E", "$F"]),
    ("ENV A $B '$C' \"$D\" \\$E", ["$B", "$D"]),
    ("LABEL a=$B", ["$B"]),
    ("ARG A=$B C", ["$B"]),
    ("COPY --chown=$A --from=$B $C /$D", ["$A", "$C", "$D"]),
    ('COPY ["$A", "/"]', ["$A"]),
    ("ADD --checksum=$A --link=$B $C /", ["$A", "$C"]),
    ("COPY <<x /\n'$A' \\$B $1 ${C}\nx", ["$A", "${C}"]),
    ("COPY <<'x' /\n$A\nx", []),
    ("RUN --mount=type=cache,target=$A,from=$B --network=$C echo $D", ["$A"]),
    ("CMD $A", []),
    ("HEALTHCHECK CMD $A", []),
    ("ONBUILD ENV A=$B", []),
    ("EXPOSE $A/tcp", ["$A"]),
    ("STOPSIGNAL $A", ["$A"]),
    ("USER $A:$B", ["$A", "$B"]),
    ("WORKDIR $1 $@ $$ ${} ${A:b} ${A^} ${A#x}", ["${A#x}"]),
    ('VOLUME ["$A"]', ["$A"]),
]


@pytest.mark.parametrize("source,found", REFERENCES)
def test_the_builder_replaces_some_variables(source: str, found: list[str]) -> None:
    source = f"FROM a\n{source}"
    places = [reference.at for reference in references(last(source))]
    assert [str(place) for place in places] == found
    assert [source[slice(*place.span)] for place in places] == found


UNSET = [
    ("ENV A=$B", ["B"]),
    ("ENV A=$PATH:${B:-x}:${C+x}:${D:?x}", []),
    ("ENV X=1\nENV A=$X", []),
    ("ARG A=1 B=$A C=$D D=1 E=$E", ["D", "E"]),
    ("ENV A=1 B=$A", ["A"]),
]


@pytest.mark.parametrize("source,names", UNSET)
def test_a_variable_is_unset_where_no_line_before_sets_it(source: str, names: list[str]) -> None:
    assert [reference.name for reference in last(f"FROM a\n{source}").unset] == names


def test_the_name_in_a_reference_has_a_place() -> None:
    source = "FROM a\nENV A=${BAR#x}"
    reference = next(references(last(source)))
    assert source[slice(*reference.bare.span)] == "BAR" and not reference.guarded
