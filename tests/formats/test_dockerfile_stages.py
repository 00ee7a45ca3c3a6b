"""Source to stages: names, parents, what ships, variables, shells and working directories at a place."""

from __future__ import annotations

import time

import pytest

from hullmark.text import LineIndex

from hullmark_dockerfile.options import DockerfileOptions
from hullmark_dockerfile.parse import parse
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage


def tree(source: str, **options: object) -> Dockerfile:
    return parse(source, LineIndex(source), DockerfileOptions(**options))  # type: ignore[arg-type]


def called(stage: Stage | None) -> str:
    """Return the stage's name, or its number."""
    return "" if stage is None else str(stage.name or stage.index)


def last(source: str, **options: object) -> Instruction:
    return tree(source, **options).instructions[-1]


PARENTS = [
    ("FROM a", ["-"]),
    ("FROM a AS x\nFROM x", ["-", "x"]),
    ("FROM a AS X\nFROM x", ["-", "X"]),
    ("FROM a AS x\nFROM X AS y\nFROM b\nFROM y", ["-", "x", "-", "y"]),
    ("FROM a AS x\nFROM x:1", ["-", "-"]),
    ("FROM a AS x\nFROM 0", ["-", "-"]),
    ("FROM x\nFROM a AS x", ["-", "-"]),
    ("FROM a AS x\nRUN 1\nFROM b AS x\nFROM x AS z", ["-", "-", "x"]),
    ("FROM a as x\nFROM --platform=linux/amd64 \"x\"", ["-", "x"]),
    ("ARG B=x\nFROM a AS x\nFROM $B\nFROM ${B:-y}\nFROM ${B:+x}", ["-", "x", "x", "x"]),
    ("FROM a AS x\nFROM ${B:-x}", ["-", "x"]),
    ("FROM a AS x\nFROM $B", ["-", "-"]),
    ("FROM a IS x\nFROM x", ["-", "-"]),
    ("FROM\nFROM a", ["-", "-"]),
]


@pytest.mark.parametrize("source,parents", PARENTS)
def test_a_stage_begins_from_the_latest_stage_of_that_name(source: str, parents: list[str]) -> None:
    assert [called(stage.parent) or "-" for stage in tree(source).stages] == parents


def test_of_two_stages_of_one_name_the_later_is_meant() -> None:
    dockerfile = tree("FROM a AS x\nFROM b AS X\nFROM x")
    assert dockerfile.stages[2].parent is dockerfile.stages[1]
    assert dockerfile.stage("X") is dockerfile.stages[1]
    assert dockerfile.stage("x", before=1) is dockerfile.stages[0]
    assert dockerfile.stage("x", before=0) is dockerfile.stage("y") is None


FAMILIES = [
    ("FROM a AS base-amd64\nFROM b AS base-arm64\nFROM base-${TARGETARCH}", ["base-amd64", "base-arm64"]),
    ("FROM a AS amd64-base\nFROM b AS other\nFROM $TARGETARCH-base", ["amd64-base"]),
    ("FROM a AS build-linux-x\nFROM b AS build-x\nFROM build-${TARGETOS}-x", ["build-linux-x"]),
    ("ARG V\nFROM a AS b-1\nFROM b AS b-1\nFROM c AS b-2\nFROM b-$V", ["b-1", "b-2"]),
    ("ARG V=1\nFROM a AS b-1\nFROM c AS b-2\nFROM b-$V", ["b-1"]),
    ("FROM a AS base-amd64\nFROM base-${TARGETARCH}:1", []),
    ("FROM a AS base-amd64\nFROM ${TARGETARCH}", []),
    ("FROM a AS base-\nFROM base-${TARGETARCH}", []),
]


@pytest.mark.parametrize("source,family", FAMILIES)
def test_a_platform_argument_stands_for_a_family_of_stages(source: str, family: list[str]) -> None:
    stage = tree(source).stages[-1]
    assert [called(each) for each in stage.family] == family
    assert called(stage.parent) == (family[-1] if family else "")
    assert (stage.image is None) is bool(family)


def test_a_family_uses_the_later_of_two_stages_with_one_name() -> None:
    dockerfile = tree("ARG V\nFROM a AS b-1\nFROM b AS b-1\nFROM b-$V")
    assert dockerfile.stages[2].family == (dockerfile.stages[1],)


SHIPS = [
    ("FROM a AS x\nFROM b", (), ["1"]),
    ("FROM a AS x\nFROM x AS y\nFROM b AS z\nFROM y", (), ["x", "y", "3"]),
    ("FROM a AS x\nCOPY --from=x a b\nFROM b\nCOPY --from=x a b", (), ["1"]),
    ("FROM a AS x\nFROM x AS y\nFROM b AS z", ("Y",), ["x", "y"]),
    ("FROM a AS x\nFROM x AS y\nFROM b AS z", ("x", "z"), ["x", "z"]),
    ("FROM a AS x\nFROM b", ("nothing",), ["1"]),
    ("FROM a AS x\nFROM b", ("0", "7", "9" * 5000), ["x"]),
    ("FROM a AS b-1\nFROM a AS b-2\nFROM c AS d\nFROM b-$TARGETARCH", (), ["b-1", "b-2", "3"]),
    ("RUN true", (), ["0"]),
    ("", (), []),
    ("ARG X=1", (), []),
]


@pytest.mark.parametrize("source,targets,ships", SHIPS)
def test_the_targets_and_what_they_begin_from_ship(source: str, targets: tuple[str, ...], ships: list[str]) -> None:
    dockerfile = tree(source, targets=targets)
    assert [called(stage) for stage in dockerfile.stages if stage.ships] == ships
    assert all(stage.ships for stage in dockerfile.stages if stage.target)


def test_the_last_stage_is_the_target() -> None:
    dockerfile = tree("FROM a AS x\nFROM x")
    assert [stage.target for stage in dockerfile.stages] == [False, True]
    assert dockerfile.target is dockerfile.stages[1]
    assert tree("").target is None


def test_a_named_context_is_no_image() -> None:
    first, second = tree("FROM code\nFROM other", contexts=("code",)).stages
    assert first.image is None and first.root_image is None
    assert second.image is not None and second.image.name == "other"


def test_the_image_of_a_chain_is_that_of_its_root() -> None:
    stage = tree("FROM a:1 AS x\nFROM x AS y\nFROM y").stages[2]
    assert stage.image is None
    assert stage.root_image is not None and stage.root_image.text == "a:1"
    assert [called(each) for each in stage.chain()] == ["2", "y", "x"]


def test_the_image_remembers_the_argument_that_names_it() -> None:
    dockerfile = tree("ARG V=1\nFROM a:$V\nFROM a:1\nFROM a:$W\nFROM '$V'")
    origins = [stage.image.origin if stage.image else None for stage in dockerfile.stages]
    assert [str(origin) if origin is not None else None for origin in origins] == ["V", None, None, None]


VARIABLES = [
    # the scope of ARG and ENV
    ("FROM a\nARG X=1\nRUN x", "1"),
    ("FROM a\nRUN x\nARG X=1\nRUN x", "1"),
    ("FROM a\nENV X=1\nENV X=2\nRUN x", "2"),
    ("FROM a\nENV X=1\nENV X=$X-2", "1"),
    ("FROM a\nENV X=1\nARG X=2\nRUN x", "1"),
    ("FROM a\nARG X=2\nENV X=1\nARG X=3\nRUN x", "1"),
    ("FROM a\nENV X 1 2\nRUN x", "1 2"),
    ("ARG X=1\nFROM a\nRUN x", None),
    ("ARG X=1\nFROM a\nARG X\nRUN x", "1"),
    ("ARG X=1\nFROM a\nARG X=2\nRUN x", "2"),
    ("FROM a\nARG X\nRUN x", None),
    ("FROM a AS y\nARG X=1\nFROM y\nRUN x", "1"),
    ("FROM a AS y\nENV X=1\nFROM b\nRUN x", None),
    ("FROM a AS y\nENV X=1\nFROM y\nARG X=2\nRUN x", "1"),
    ("FROM a AS y\nARG X=1\nFROM y AS z\nFROM z\nARG X=2\nRUN x", "2"),
    ("FROM a\nONBUILD ENV X=1\nRUN x", None),
    ("FROM a\nENV X=1", None),
    ("FROM a\nENV X\nRUN x", None),
    # expansion
    ("FROM a\nENV A=1 X=$A\nRUN x", None),
    ("FROM a\nENV A=0\nENV A=1 X=$A\nRUN x", "0"),
    ("FROM a\nARG A=1 X=$A\nRUN x", "1"),
    ("FROM a\nARG X=$A A=1\nRUN x", None),
    ("ARG A=1\nARG X=$A-${B:-2}\nFROM a\nARG X\nRUN x", "1-2"),
    ("FROM a\nENV A=v1.2\nENV X=${A#v}-${A%.*}-${A/./_}\nRUN x", "1.2-v1-v1_2"),
    ("FROM a\nENV X='$A' A=\\$B\nRUN x", "$A"),
    ("FROM a\nENV \"X\"='1'\nRUN x", "1"),
    ("FROM a\nENV X=$UNKNOWN\nRUN x", None),
    ("ARG X=$TARGETARCH\nFROM a\nARG X\nRUN x", None),
    ("FROM a\nARG TARGETARCH\nENV X=$TARGETARCH\nRUN x", None),
    ("ARG TARGETARCH=arm64\nFROM a\nARG TARGETARCH\nENV X=$TARGETARCH\nRUN x", "arm64"),
]


@pytest.mark.parametrize("source,value", VARIABLES)
def test_a_variable_has_the_value_of_its_scope(source: str, value: str | None) -> None:
    assert last(source).lookup("X") == value


def test_the_variables_at_a_place_are_those_set_before_it() -> None:
    dockerfile = tree("ARG G=1\nFROM a AS x\nENV A=1\nARG B\nFROM x\nENV C=1\nRUN x\nENV D=1\nRUN y")
    stage = dockerfile.stages[1]
    found = stage.of("RUN")
    assert [stage.variables(instruction.index) for instruction in found] == [{"A", "B", "C"}, {"A", "B", "C", "D"}]


def test_where_a_variable_is_set_is_known() -> None:
    instruction = last("FROM a\nENV A=1\nARG B\nRUN x")
    text = instruction.text_of("A")
    assert text is not None and (text, text.span, text.editable) == ("1", (11, 12), False)
    assert instruction.text_of("B") is instruction.text_of("C") is None


BUILD_ARGS = [
    ("FROM a\nARG X\nRUN x", "9"),
    ("FROM a\nARG X=1\nRUN x", "9"),
    ("ARG X\nFROM a\nARG X\nRUN x", "9"),
    ("ARG X=1\nARG X2=$X\nFROM a\nARG X2\nENV X=$X2\nRUN x", "9"),
    ("FROM a\nENV X=1\nRUN x", "1"),
    ("FROM a\nRUN x", None),
]


@pytest.mark.parametrize("source,value", BUILD_ARGS)
def test_the_configuration_sets_build_arguments(source: str, value: str | None) -> None:
    assert last(source, build_args={"X": "9"}).lookup("X") == value


BASES = [
    ("ARG V=1\nFROM a:$V", {}, "a:1", True),
    ("ARG V=1\nFROM a:${V}-${W:-2}", {}, "a:1-2", True),
    ("ARG V\nFROM a:$V", {}, "a:$V", False),
    ("ARG V\nFROM a:$V", {"V": "3"}, "a:3", True),
    ("FROM a:$V", {}, "a:", True),
    ("FROM a:$V", {"V": "3"}, "a:", True),
    ("FROM a:$TARGETARCH", {}, "a:$TARGETARCH", False),
    ("FROM a:$TARGETARCH", {"TARGETARCH": "arm64"}, "a:arm64", True),
    ("FROM x\nARG V=1\nFROM a:$V", {}, "a:", True),
    ("ARG A=1 B=$A\nFROM a:$B", {}, "a:1", True),
    ("ARG B=$A\nARG A=1\nFROM a:$B", {}, "a:", True),
]


@pytest.mark.parametrize("source,build_args,base,known", BASES)
def test_from_sees_the_arguments_above_it(source: str, build_args: dict[str, str], base: str, known: bool) -> None:
    found = tree(source, build_args=build_args).stages[-1].base
    assert found is not None and (found, found.known) == (base, known)


def test_the_platform_of_from_is_read_in_the_outer_scope() -> None:
    stage = tree("ARG P=linux/arm64\nFROM a AS x\nENV P=other\nFROM --platform=$P x").stages[-1]
    assert stage.start is not None and stage.start.flag_value("platform") == "linux/arm64"


SHELLS = [
    ("FROM a\nRUN x", ("sh", False)),
    ('FROM a\nSHELL ["/bin/bash", "-c"]\nRUN x', ("bash", True)),
    ('FROM a\nRUN x\nSHELL ["/bin/bash", "-c"]', ("sh", False)),
    ('FROM a AS y\nSHELL ["/bin/bash", "-c"]\nFROM y\nRUN x', ("bash", True)),
    ('FROM a AS y\nSHELL ["/bin/bash", "-c"]\nFROM a\nRUN x', ("sh", False)),
    ('FROM a AS y\nSHELL ["/bin/bash", "-c"]\nFROM y AS z\nFROM z\nSHELL ["/bin/ash", "-c"]\nRUN x', ("ash", True)),
    ('FROM a\nSHELL ["C:\\\\Windows\\\\PowerShell.EXE", "-Command"]\nRUN x', ("powershell", True)),
    ("FROM a\nSHELL bash\nRUN x", ("sh", False)),
    ("FROM a\nSHELL []\nRUN x", ("sh", False)),
    ("FROM a\nSHELL [1]\nRUN x", ("sh", False)),
    ("FROM mcr.microsoft.com/windows/servercore:1\nRUN x", ("cmd", False)),
]


@pytest.mark.parametrize("source,shell", SHELLS)
def test_the_shell_is_that_of_the_chain(source: str, shell: tuple[str, bool]) -> None:
    found = last(source).shell
    assert (found.name, found.explicit) == shell


PIPEFAIL = [
    ('["/bin/bash", "-o", "pipefail", "-c"]', True),
    ('["/bin/bash", "-euxo", "pipefail", "-c"]', True),
    ('["/bin/bash", "pipefail"]', False),
    ('["/bin/bash", "-c"]', False),
]


@pytest.mark.parametrize("value,pipefail", PIPEFAIL)
def test_a_shell_may_be_started_with_pipefail(value: str, pipefail: bool) -> None:
    assert last(f"FROM a\nSHELL {value}\nRUN x").shell.pipefail is pipefail


WINDOWS = [
    ("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022", True),
    ("FROM mcr.microsoft.com/dotnet/sdk:8.0-windowsservercore-ltsc2022", True),
    ("FROM golang:1.23-nanoserver", True),
    ("FROM nanoserver", True),
    ("# escape=`\nFROM a", True),
    ("FROM --platform=windows/amd64 a", True),
    ("FROM --platform=windows/amd64 a AS x\nFROM x", True),
    ("FROM --platform=linux/amd64 a", False),
    ("FROM alpine", False),
    ("RUN x", False),
]


@pytest.mark.parametrize("source,windows", WINDOWS)
def test_a_stage_may_be_one_for_windows(source: str, windows: bool) -> None:
    assert tree(source).stages[-1].windows is windows


WORKDIRS = [
    ("FROM a\nRUN x", None),
    ("FROM a\nWORKDIR x\nRUN x", None),
    ("FROM a\nWORKDIR /x\nRUN x", "/x"),
    ("FROM a\nWORKDIR /x\nWORKDIR y/../z\nRUN x", "/x/z"),
    ("FROM a\nENV X=/x\nWORKDIR $X/y\nRUN x", "/x/y"),
    ("FROM a\nWORKDIR $X\nRUN x", ""),
    ("FROM a\nWORKDIR $X\nWORKDIR y\nRUN x", ""),
    ("FROM a\nWORKDIR /x\nWORKDIR $X\nWORKDIR /y\nRUN x", "/y"),
    ("FROM a\nWORKDIR C:\\\\x\nRUN x", ""),
    ("FROM a AS y\nWORKDIR /x\nFROM y\nWORKDIR z\nRUN x", "/x/z"),
    ("FROM a\nRUN x\nWORKDIR /x", None),
    ("FROM a\nWORKDIR /" + "x" * 5000 + "\nRUN x", ""),
]


@pytest.mark.parametrize("source,workdir", WORKDIRS)
def test_the_working_directory_is_joined(source: str, workdir: str | None) -> None:
    instruction = last(source) if source.endswith("RUN x") else tree(source).instructions[1]
    assert instruction.stage.workdir(instruction.index) == workdir


def test_what_holds_for_a_stage_is_the_latest_of_the_chain() -> None:
    stage = tree("FROM a AS x\nUSER one\nCMD a\nUSER\nFROM x\nENTRYPOINT b\nONBUILD USER two").stages[1]

    def value(*keys: str) -> str | None:
        found = stage.last(*keys)
        return str(found.value) if found is not None else None

    assert value("USER") == "one"
    assert value("CMD", "ENTRYPOINT") == "b"
    assert value("HEALTHCHECK") is None
    first = stage.first("CMD")
    assert first is not None and first.value == "a" and stage.first("ENV") is None
    assert [instruction.key for instruction in stage.of("ENTRYPOINT", "ONBUILD")] == ["ENTRYPOINT", "ONBUILD"]


def test_instructions_before_from_make_a_stage_and_arguments_do_not() -> None:
    dockerfile = tree("ARG A=1\nRUN x\nARG B=2\nFROM a AS y\nARG C")
    assert [called(stage) for stage in dockerfile.stages] == ["0", "y"]
    assert [instruction.key for instruction in dockerfile.stages[0].instructions] == ["RUN", "ARG"]
    assert [str(pair.key) for each in dockerfile.outside for pair in each.pairs] == ["A"]
    assert sorted(dockerfile.globals) == ["A"]
    assert sorted(dockerfile.arguments) == ["A", "B", "C"]


def test_stages_say_what_they_are_called_and_where_they_begin() -> None:
    dockerfile = tree("FROM a AS x\nFROM b\n")
    assert [stage.label for stage in dockerfile.stages] == ["stage x", "stage 1"]
    assert [stage.span for stage in dockerfile.stages] == [(0, 11), (12, 18)]
    assert tree("RUN x").stages[0].span == (0, 5)
    assert Stage(0, None, dockerfile).span == (0, 0)


def test_comments_are_kept_and_one_of_hadolint_names_the_shell() -> None:
    source = (
        "# syntax=x\n# one\nFROM a\nRUN x \\\n  # two\n  y\n# hadolint shell = /bin/Bash\nRUN z\n"
        "# hadolint shell=pwsh\n"
    )
    dockerfile = tree(source)
    assert [str(comment.text) for comment in dockerfile.comments][:2] == ["one", "two"]
    assert [instruction.shell.name for instruction in dockerfile.instructions[1:]] == ["sh", "bash"]
    directive = dockerfile.directive("syntax")
    assert directive is not None and directive.value == "x" and dockerfile.directive("check") is None


def test_an_instruction_ends_behind_its_here_documents() -> None:
    source = "FROM a\nCOPY <<x <<y /\n1\nx\n2\ny\nRUN z"
    instructions = tree(source).instructions
    assert source[:instructions[1].end].endswith("2\ny") and source[:instructions[1].span.end].endswith("/")
    assert instructions[2].end == len(source)


ARGUMENTS = [
    ("COPY a 'b' $X", ("a", "b", "$X"), ("a", "b", "1")),
    ('COPY ["a b", "$X"]', ("a b", "$X"), ("a b", "1")),
    ('COPY ["a", b]', ('[a,', "b]"), ('[a,', "b]")),
    ("USER $X", ("$X",), ("1",)),
    ("HEALTHCHECK --retries=1 CMD a b", ("CMD", "a", "b"), ("CMD", "a", "b")),
    ('HEALTHCHECK CMD ["a", "b"]', ("a", "b"), ("a", "b")),
    ("HEALTHCHECK CMD", ("CMD",), ("CMD",)),
    ("HEALTHCHECK", (), ()),
]


@pytest.mark.parametrize("source,written,expanded", ARGUMENTS)
def test_arguments_are_words_or_strings(source: str, written: tuple[str, ...], expanded: tuple[str, ...]) -> None:
    instruction = last(f"FROM a\nENV X=1\n{source}")
    assert (instruction.arguments, instruction.expanded) == (written, expanded)
    assert instruction.pairs == ()


def test_a_flag_has_a_value_or_none() -> None:
    instruction = last("FROM a\nENV X=1\nCOPY --link --chown=$X --chown=2 a b")
    assert instruction.flag_value("chown") == "1"
    assert instruction.flag_value("link") is instruction.flag_value("from") is None


def test_a_trigger_belongs_to_the_stage_and_triggers_do_not_nest() -> None:
    instruction = last("FROM a\nONBUILD ONBUILD RUN x")
    trigger = instruction.trigger
    assert trigger is not None and trigger.onbuild and trigger.stage is instruction.stage
    assert trigger.key == "ONBUILD" and trigger.trigger is None


HOSTILE = {
    "chain": "FROM a AS s0\nENV A0=1\n" + "".join(f"FROM s{i} AS s{i + 1}\nENV A{i + 1}=$A{i}\n" for i in range(5000)),
    "doubling": "FROM a\nARG A0=xxxxxxxx\n" + "".join(f"ARG A{i + 1}=$A{i}$A{i}\n" for i in range(5000)),
    "doubling outside": "ARG A0=xxxxxxxx\n" + "".join(f"ARG A{i + 1}=$A{i}$A{i}\n" for i in range(500)) + "FROM $A500",
    "self": "FROM a\n" + "ENV P=/x:$P\nARG Q=$Q\n" * 2500,
    "one name": "FROM a AS a\n" * 5000,
    "families": "".join(f"FROM b$X AS b{i}\n" for i in range(5000)),
    "relative": "FROM a\nWORKDIR /a\n" + "WORKDIR aaaaaaaa\n" * 5000,
    "triggers": "FROM a\n" + "ONBUILD " * 20000 + "RUN x\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_little(name: str) -> None:
    begin = time.process_time()
    dockerfile = tree(HOSTILE[name])
    for instruction in dockerfile.instructions:
        assert len(instruction.lookup("A500") or "") <= 64 * 1024
        instruction.stage.last("USER", "CMD")
    assert time.process_time() - begin < 10


def test_a_doubling_value_is_unknown_once_it_is_long() -> None:
    instruction = last("FROM a\nARG A0=xxxxxxxx\n" + "".join(f"ARG A{i + 1}=$A{i}$A{i}\n" for i in range(40)))
    assert len(instruction.lookup("A5") or "") == 256
    assert instruction.lookup("A20") is None
