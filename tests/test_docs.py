"""The documentation says what is so."""

from __future__ import annotations

import importlib.util
import pathlib
import re
import subprocess
import tomllib

import pytest

from harness import call

ROOT = pathlib.Path(__file__).parent.parent


def test_the_page_of_rules_is_current() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert generate.PAGE.read_text(encoding="utf-8") == generate.page(), "run python docs/generate.py"


def test_the_readmes_test_command_is_the_one_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (command,) = [line for line in script.splitlines() if line.startswith("python3 -m venv .venv")]
    assert command.replace(" --quiet", "") in readme.replace(" --quiet", "")


def test_the_readmes_examples_are_what_the_program_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"(?ms)^```console example\n\$ hullmark (.*?)\n(.*?)^```$", text)
    assert len(examples) == 2
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "120")
    for command, printed in examples:
        assert call(*command.split()) == 1
        assert capsys.readouterr().out.strip() == printed.strip()


def test_every_dependency_is_justified() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    for requirement in (*project["dependencies"], *extras):
        name = re.split(r"[\[<>=~ ]", requirement)[0]
        assert name in page, f"docs/dependencies.md does not say why {name} is needed"


def test_links_in_the_documentation_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:\s]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_path_of_a_machine_is_in_the_repository() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, timeout=60)
    if done.returncode:
        return
    for name in done.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            text = path.read_bytes()
            assert not re.search(rb"/(work|root)/(main|shared|\.pyenv|venv)", text), name
