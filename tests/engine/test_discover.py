"""Which files a folder holds for us."""

from __future__ import annotations

import os
import pathlib

import pytest

from hullmark.discover import Excludes
from hullmark.discover import Names
from hullmark.discover import Walk
from hullmark.registry import Registry

from harness import write


def found(registry: Registry, folder: pathlib.Path, *exclude: str) -> list[str]:
    walk = Walk(Names(registry.formats), Excludes(str(folder), exclude) if exclude else None)
    return [os.path.relpath(target.path, folder) for target in walk.below(str(folder))]


@pytest.mark.parametrize(
    "name",
    [
        "Dockerfile", "dockerfile", "DOCKERFILE", "Containerfile", "Dockerfile.dev", "Dockerfile-prod", "Dockerfile_x",
        "app.Dockerfile", "app.dockerfile", "a.b.DockerFile", "web.Containerfile", "containerfile.in",
    ],
)
def test_names_that_are_dockerfiles(registry: Registry, name: str) -> None:
    assert Names(registry.formats).formats(name) == ("dockerfile",)


@pytest.mark.parametrize("name", ["Dockerfiles", "MyDockerfile", "docker", "Makefile", "compose"])
def test_names_that_are_not(registry: Registry, name: str) -> None:
    assert Names(registry.formats).formats(name) == ()


def test_a_walk_takes_hidden_folders_and_leaves_out_those_of_tools(registry: Registry, tmp_path: pathlib.Path) -> None:
    names = [".devcontainer/Dockerfile", ".git/Dockerfile", "node_modules/x/Dockerfile", "b/Dockerfile", "a/Dockerfile"]
    write(tmp_path, {name: "" for name in [*names, "z/README"]})
    assert found(registry, tmp_path) == [".devcontainer/Dockerfile", "a/Dockerfile", "b/Dockerfile"]


def test_ignore_files_hold_below_them_and_the_deeper_one_decides(registry: Registry, tmp_path: pathlib.Path) -> None:
    write(
        tmp_path,
        {
            ".git/HEAD": "",
            ".gitignore": "# generated\n*.dockerfile\n/out\n",
            "x.dockerfile": "",
            "out/Dockerfile": "",
            "sub/out/Dockerfile": "",
            "sub/.gitignore": "!keep.dockerfile\n",
            "sub/keep.dockerfile": "",
            "sub/drop.dockerfile": "",
        },
    )
    assert found(registry, tmp_path) == ["sub/keep.dockerfile", "sub/out/Dockerfile"]
    assert found(registry, tmp_path / "sub") == ["keep.dockerfile", "out/Dockerfile"]


def test_a_named_folder_is_walked_though_it_is_ignored(registry: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {".git/HEAD": "", ".gitignore": "/.data/\n", ".data/a/Dockerfile": "", ".data/b/Dockerfile": ""})
    assert found(registry, tmp_path) == []
    assert found(registry, tmp_path / ".data") == ["a/Dockerfile", "b/Dockerfile"]
    assert found(registry, tmp_path / ".data" / "a") == ["Dockerfile"]


def test_excludes_prune_files_and_folders(registry: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"vendor/Dockerfile": "", "a/Dockerfile.old": "", "a/Dockerfile": ""})
    assert found(registry, tmp_path, "vendor/", "*.old") == ["a/Dockerfile"]


def test_links_are_followed_to_files_inside_only(registry: Registry, tmp_path: pathlib.Path) -> None:
    outside = write(tmp_path / "outside", {"Dockerfile": "FROM a\n"})
    root = write(tmp_path / "root", {"real/Dockerfile": "FROM a\n"})
    (root / "loop").symlink_to(root)
    (root / "Dockerfile.inside").symlink_to(root / "real" / "Dockerfile")
    (root / "Dockerfile.outside").symlink_to(outside / "Dockerfile")
    (root / "Dockerfile.self").symlink_to(root / "Dockerfile.self")
    (root / "Dockerfile.gone").symlink_to(root / "nothing")
    assert found(registry, root) == ["Dockerfile.inside", "real/Dockerfile"]


def test_what_is_no_regular_file_is_passed_over(registry: Registry, tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "Dockerfile.fifo")
    (tmp_path / "Dockerfile").mkdir()
    write(tmp_path, {"Dockerfile/Dockerfile": ""})
    assert found(registry, tmp_path) == ["Dockerfile/Dockerfile"]


def test_an_ignore_file_that_is_none_is_passed_over(registry: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": "", "a/Dockerfile": "", "a/.gitignore": b"\xff\xfe\x00*"})
    os.mkfifo(tmp_path / ".gitignore")
    assert "Dockerfile" in found(registry, tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_passed_over(registry: Registry, tmp_path: pathlib.Path) -> None:
    write(tmp_path, {"Dockerfile": "", "closed/Dockerfile": ""})
    (tmp_path / "closed").chmod(0)
    try:
        assert found(registry, tmp_path) == ["Dockerfile"]
    finally:
        (tmp_path / "closed").chmod(0o700)
