"""The real pre-commit, in a scratch repository, with the hooks of this checkout."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from harness import write

ROOT = pathlib.Path(__file__).parent.parent
CONFIG = """
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: {hook}
"""


def git(folder: pathlib.Path, *args: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a repository with what is here now, committed: what pre-commit would clone."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "LICENSE", "README.md", ".pre-commit-hooks.yaml", "lint", "plugins"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hooks")
    return folder


def run_hooks(project: pathlib.Path, cache: pathlib.Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ, "PRE_COMMIT_HOME": str(cache / "pre-commit"), "HULLMARK_CACHE_DIR": "",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.file.allow", "GIT_CONFIG_VALUE_0": "always",
    }
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never", *args]
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, timeout=600)


@pytest.mark.parametrize("hook", ("hullmark", "hullmark-dockerfile"))
def test_the_hook_lints_what_is_committed(hook: str, checkout: pathlib.Path, tmp_path: pathlib.Path) -> None:
    project = write(
        tmp_path / "project",
        {
            "Dockerfile": "FROM debian:latest\n",
            "app.dockerfile": "FROM debian:12.5\nUSER 1000\n",
            "--config=x/Dockerfile": "FROM debian:latest\n",
            "Dockerfile.dockerignore": "*.log\n",
            "main.py": "print()\n",
            ".pre-commit-config.yaml": CONFIG.format(repo=checkout, rev=git(checkout, "rev-parse", "HEAD"), hook=hook),
        },
    )
    git(project, "init", "-q")
    git(project, "add", "-A")
    done = run_hooks(project, tmp_path.parent, "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Dockerfile:1:13: warning: debian is pulled by the moving tag latest [image-tag-latest]" in done.stdout
    assert "--config=x/Dockerfile:1:13: warning" in done.stdout, "a path is never an option"
    assert "of 3 files" in done.stdout, done.stdout
    write(project, {"Dockerfile": "FROM debian:12.5\nUSER 1000\n"})
    git(project, "rm", "-qrf", "--", "--config=x")
    git(project, "add", "-A")
    done = run_hooks(project, tmp_path.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hook_for_manifests_lints_only_those(checkout: pathlib.Path, tmp_path: pathlib.Path) -> None:
    rev = git(checkout, "rev-parse", "HEAD")
    project = write(
        tmp_path / "project",
        {
            "pod.yaml": (
                "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
                "spec: {containers: [{name: b, image: 'nginx:latest'}]}\n"
            ),
            "values.yml": "image: nginx:latest\n",
            "package.json": "{}\n",
            "Dockerfile": "FROM debian:latest\n",
            ".pre-commit-config.yaml": CONFIG.format(repo=checkout, rev=rev, hook="hullmark-kubernetes"),
        },
    )
    git(project, "init", "-q")
    git(project, "add", "-A")
    done = run_hooks(project, tmp_path.parent, "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "pod.yaml:4:45: warning: nginx is pulled by the moving tag latest [image-tag-latest]" in done.stdout
    assert "of 1 file" in done.stdout and "no format" not in done.stdout, done.stdout
