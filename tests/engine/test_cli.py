"""The command line, as users meet it."""

from __future__ import annotations

import json
import os
import pathlib

import pytest

from harness import call
from harness import codes
from harness import lines
from harness import spawn
from harness import write

LATEST = "FROM debian:latest\nUSER 1000\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in a scratch folder with a cache and a home of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HULLMARK_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def test_a_clean_folder_exits_with_0(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"Dockerfile": "FROM debian:12.5\nUSER 1000\n"})
    assert call("check") == 0
    assert "1 file checked, nothing found" in capsys.readouterr().out


def test_a_warning_exits_with_1(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"a/Dockerfile": LATEST})
    assert call("check", "--select", "image-tag-latest", "--format", "jsonl") == 1
    (found,) = lines(capsys.readouterr().out)
    assert found["fingerprint"]
    assert {key: value for key, value in found.items() if key != "fingerprint"} == {
        "path": os.path.join("a", "Dockerfile"),
        "line": 1,
        "column": 13,
        "endLine": 1,
        "endColumn": 19,
        "code": "image-tag-latest",
        "severity": "warning",
        "category": "pinning",
        "message": "debian is pulled by the moving tag latest",
    }


def test_fail_on_moves_the_threshold(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    assert call("check", "--fail-on", "error", "--select", "image-tag-latest") == 0
    assert call("check", "--fail-on", "never", "--select", "image-tag-latest") == 0
    assert call("check", "--fail-on", "info", "--select", "image-tag-latest") == 1


def test_the_text_report_shows_source_why_and_the_way_out(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    call("check", "--select", "image-tag-latest")
    out = capsys.readouterr().out
    assert "1 | FROM debian:latest\n  |             ^^^^^^\n" in out
    assert "= why: the tag points at another image" in out
    assert "= instead: write the version" in out
    assert "1 finding (1 warning) in 1 of 1 file" in out
    assert "\x1b" not in out


def test_colour_can_be_forced(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    call("check", "--select", "image-tag-latest", "--color", "always")
    assert "\x1b[33mwarning\x1b[0m" in capsys.readouterr().out


def test_force_color_and_no_color(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    monkeypatch.setenv("FORCE_COLOR", "1")
    call("check", "--select", "image-tag-latest")
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    call("check", "--select", "image-tag-latest")
    assert "\x1b[" not in capsys.readouterr().out


def test_the_concise_report_is_one_line_a_finding(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    call("check", "--select", "image-tag-latest", "--format", "concise")
    expected = "Dockerfile:1:13: warning: debian is pulled by the moving tag latest [image-tag-latest]\n"
    assert capsys.readouterr().out == expected


def test_the_report_can_go_to_a_file(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    assert call("check", "--select", "image-tag-latest", "--format", "json", "--output", "report.json") == 1
    assert capsys.readouterr().out == ""
    assert json.loads((tmp_path / "report.json").read_text())["findings"][0]["code"] == "image-tag-latest"


def test_a_report_that_cannot_be_written_is_an_error(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    assert call("check", "--output", "no/such/folder/report") == 2
    assert "no/such/folder/report: the report cannot be written" in capsys.readouterr().err


def test_statistics_count_by_rule(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"a/Dockerfile": LATEST, "b/Dockerfile": LATEST + "FROM busybox:latest\n"})
    assert call("check", "--select", "image-tag-latest", "--statistics") == 1
    row = capsys.readouterr().out.splitlines()[1].split()
    assert row[:4] == ["3", "2", "warning", "image-tag-latest"]


def test_stdin_is_linted_under_the_name_given(tmp_path: pathlib.Path) -> None:
    done = spawn(
        ["check", "-", "--stdin-filename", "x/app.dockerfile", "--format", "jsonl", "--select", "image-tag-latest"],
        tmp_path,
        stdin=LATEST.encode(),
    )
    assert done.returncode == 1
    assert codes(done.stdout.decode()) == [("x/app.dockerfile", 1, "image-tag-latest")]


def test_a_missing_path_is_named_and_exits_with_2(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    assert call("check", "nowhere/Dockerfile", "Dockerfile", "--format", "concise") == 2
    out = capsys.readouterr().out
    assert "nowhere/Dockerfile:1:1: error: the file cannot be read: No such file or directory [unreadable-file]" in out
    assert "Dockerfile:1:13: warning: debian" in out, "the other file is still linted"


def test_a_folder_without_files_of_ours_says_so(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"README": "hello"})
    assert call("check") == 0
    assert "no file here that hullmark reads" in capsys.readouterr().err


def test_a_file_of_another_kind_is_named(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"Dockerfile.md": "# Docker\n"})
    assert call("check", "Dockerfile.md") == 0
    assert "Dockerfile.md: no format that is installed reads this file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "args,message",
    [
        (["check", "--fromat", "json"], "did you mean --format?"),
        (["check", "--format", "jsno"], "unknown format jsno; did you mean json?"),
        (["check", "--select", "image-tag-lates"], "unknown rule image-tag-lates; did you mean image-tag-latest?"),
        (["check", "--fail-on", "waring"], "did you mean warning?"),
        (["chekc"], "did you mean check?"),
        (["explain", "DL30007"], "unknown rule DL30007; did you mean DL3007?"),
        (["rules", "--select", "nothing-like-it-at-all"], "unknown rule nothing-like-it-at-all"),
        ([], "the following arguments are required: COMMAND"),
        (["check", "--config", "missing.toml"], "missing.toml: No such file or directory"),
    ],
)
def test_wrong_usage_is_one_line_with_a_suggestion(
    args: list[str], message: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"Dockerfile": LATEST})
    assert call(*args) == 2
    err = capsys.readouterr().err
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_wrong_configuration_is_one_line_that_names_the_file(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"Dockerfile": LATEST, "hullmark.toml": "slect = []\n"})
    assert call("check") == 2
    err = capsys.readouterr().err
    assert err.endswith('hullmark.toml: unknown key "slect"; did you mean "select"?\n') or "did you mean select?" in err
    assert len(err.splitlines()) == 1


def test_configuration_can_be_left_out(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": LATEST, "hullmark.toml": 'ignore = ["pinning"]\n'})
    assert call("check", "--select", "image-tag-latest") == 0
    assert call("check", "--select", "image-tag-latest", "--isolated") == 1


def test_suppressions_can_be_shown_and_disregarded(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"Dockerfile": f"# hullmark: ignore[image-tag-latest] nightly\n{LATEST}"})
    args = ("check", "--select", "image-tag-latest", "--format", "concise")
    assert call(*args) == 0
    assert capsys.readouterr().out == ""
    assert call(*args, "--show-suppressed") == 0
    assert capsys.readouterr().out.endswith("(suppressed)\n")
    assert call(*args, "--no-suppressions") == 1


def test_gitignored_files_are_left_out_unless_named(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {".git/HEAD": "", ".gitignore": "build/\n", "build/Dockerfile": LATEST, "Dockerfile": LATEST})
    args = ("--select", "image-tag-latest", "--format", "jsonl")
    call("check", *args)
    assert codes(capsys.readouterr().out) == [("Dockerfile", 1, "image-tag-latest")]
    call("check", "build", *args)
    assert codes(capsys.readouterr().out) == [("build/Dockerfile", 1, "image-tag-latest")]
    call("check", "build/Dockerfile", "build/Dockerfile", *args)
    assert codes(capsys.readouterr().out) == [("build/Dockerfile", 1, "image-tag-latest")]


def test_excludes_hold_for_named_files_only_when_forced(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": LATEST, "hullmark.toml": 'exclude = ["Dockerfile"]\n'})
    args = ("check", "Dockerfile", "--select", "image-tag-latest")
    assert call(*args) == 1
    assert call(*args, "--force-exclude") == 0
    assert call("check", "--select", "image-tag-latest") == 0
    assert call(*args, "--isolated", "--exclude", "Docker*") == 1
    assert call(*args, "--isolated", "--exclude", "Docker*", "--force-exclude") == 0
    assert call("check", "--select", "image-tag-latest", "--isolated", "--exclude", "Docker*") == 0


def test_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("rules") == 0
    assert any(line.startswith("image-tag-latest ") for line in capsys.readouterr().out.splitlines())
    assert call("rules", "--select", "pinning", "--format", "json") == 0
    found = {rule["slug"]: rule for rule in json.loads(capsys.readouterr().out)}
    assert {rule["category"] for rule in found.values()} == {"pinning"}
    assert found["image-tag-latest"]["sections"]["Why"].startswith("the tag points")


def test_a_rule_is_explained_by_slug_and_by_other_tools_ids(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("image-tag-latest", "DL3007", "hadolint:DL3007", "trivy:DS001", "CKV_DOCKER_7"):
        assert call("explain", name) == 0
        out = capsys.readouterr().out
        assert "image-tag-latest\n================\n" in out
        assert "Elsewhere: hadolint:DL3007" in out


@pytest.mark.parametrize("shell", ("bash", "zsh"))
def test_completion_scripts_know_the_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("completion", shell) == 0
    assert "--extend-select" in capsys.readouterr().out


def test_help_documents_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", "--help") == 0
    out = capsys.readouterr().out
    for code in ("0  nothing found", "1  findings at or above", "2  wrong usage", "3  hullmark, or"):
        assert code in out


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--version") == 0
    assert capsys.readouterr().out.startswith("hullmark 0.")


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": LATEST * 400})
    command = "import os,subprocess,sys; r,w=os.pipe(); os.close(r); " + (
        "sys.exit(subprocess.run([sys.executable,'-m','hullmark','check','--format','jsonl'],stdout=w).returncode)"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", command], cwd=tmp_path, capture_output=True, timeout=60)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_the_current_folder_is_not_on_the_import_path(tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"argparse.py": "raise SystemExit('imported from the checkout')\n", "Dockerfile": LATEST})
    done = spawn(["check", "--select", "image-tag-latest"], tmp_path)
    assert b"imported from the checkout" not in done.stdout + done.stderr
    assert done.returncode == 1
