"""What a script writes into files, and the variables that it sets."""

from __future__ import annotations

import pytest

from hullmark.model import File
from hullmark.shell.commands import parse
from hullmark.shell.files import assignments_of
from hullmark.shell.files import files_of
from hullmark.text import Span
from hullmark.text import Text


def written(source: str, language: str = "sh") -> list[tuple[str | None, str]]:
    script = parse(Text(source, Span(0, len(source))), language, "build")
    return [(str(file.path) if file.path is not None else None, str(file.text)) for file in files_of(script)]


def variables(source: str, language: str = "sh") -> list[str]:
    script = parse(Text(source, Span(0, len(source))), language, "build")
    return [f"{assignment.name}={assignment.value}" for assignment in assignments_of(script)]


@pytest.mark.parametrize(
    "source,path,text",
    (
        ("echo a b > /f", "/f", "a b"),
        ("echo -e 'a\\nb' >> /f", "/f", "a\nb"),
        ("printf 'a\\tb' > /f", "/f", "a\tb"),
        ("echo a | tee -a /f", "/f", "a"),
        ("echo a | sudo tee /f", "/f", "a"),
        ("cat > /f <<EOF\na\nEOF", "/f", "a\n"),
        ("cat <<EOF > /f && true\na\nEOF", "/f", "a\n"),
        ("cat <<EOF | tee /f\na\nEOF", "/f", "a\n"),
        ("sudo tee /f <<'EOF'\n$a\nEOF", "/f", "$a\n"),
        ("tee /f <<< a", "/f", "a"),
        ("sh -c 'echo a > /f'", "/f", "a"),
        ("{ true; echo a; } > /f", "/f", "a"),
        ("(echo a) > /f", "/f", "a"),
        ("if true; then echo a > /f; fi", "/f", "a"),
        ("sed -i 's/x/a/' /f", "/f", "a"),
        ("sed -i '/^x/a a' /f", "/f", "a"),
        ("python3 -c 'a'", None, "a"),
        ("python3 - <<EOF\na\nEOF", None, "a\n"),
    ),
)
def test_text_that_is_written_comes_with_its_path(source: str, path: str | None, text: str) -> None:
    assert written(source) == [(path, text)]


@pytest.mark.parametrize(
    "source",
    (
        "echo a", "cat <<EOF\na\nEOF", "sh <<EOF\na\nEOF", "echo a 2> /f", "echo a | grep a", "{ echo a; } && true",
        "sed 's/x/a/' /f",
    ),
)
def test_text_that_is_only_shown_or_run_is_no_file(source: str) -> None:
    assert written(source) == []


def test_each_echo_of_a_group_is_a_text_of_its_file() -> None:
    assert written("{ echo a; echo b; } > /f; echo c") == [("/f", "a"), ("/f", "b")]


def test_a_script_in_another_language_is_a_text() -> None:
    assert written("import x", "python") == [(None, "import x")]


def test_characters_keep_their_place_behind_escapes() -> None:
    source = 'printf "a\\nbc" > /f'
    file: File = next(files_of(parse(Text(source, Span(0, len(source))), "sh", "build")))
    part = file.text.part(file.text.index("bc"), file.text.index("bc") + 2)
    assert source[slice(*part.span)] == "bc"


def test_variables_are_those_in_front_of_commands_and_of_export() -> None:
    assert variables("A=1 x; export B=2 C; D=3; sudo E=4 y; export -n F") == ["A=1", "B=2", "D=3", "E=4"]


def test_a_variable_in_front_of_a_wrapper_is_seen_once() -> None:
    assert variables("A=1 sudo env B=2 x") == ["A=1", "B=2"]


def test_powershell_sets_variables_of_the_environment() -> None:
    assert variables("$env:A = '1'; $env:B=2; $c = 3", "powershell") == ["A=1", "B=2"]
