"""The worked example of CONTRIBUTING.md, run as a newcomer would run it."""

from __future__ import annotations

import pathlib
import re
import shutil
import subprocess
import sys

from harness import unmeasured

ROOT = pathlib.Path(__file__).parent.parent


def test_the_worked_example_is_a_rule_that_passes_every_test(tmp_path: pathlib.Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"(?ms)^```python example\n(.*?)^```$", text)
    (fixture,) = re.findall(r"(?ms)^````markdown example\n(.*?)^````$", text)
    names = re.findall(r"`(plugins/\S+?\.py|tests/rules/\S+?\.md)`", text)
    for name in ("lint", "plugins", "tests", "pyproject.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    for name, content in zip(names[:2], (code, fixture)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    slug = pathlib.Path(names[1]).stem
    env = {**unmeasured(), "PYTHONPATH": f"{tmp_path / 'lint'}:{tmp_path / 'plugins'}", "PYTEST_ADDOPTS": ""}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/test_rules.py", "-k", slug, "-p", "no:cacheprovider"],
        cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"1[0-9] passed", done.stdout), done.stdout
