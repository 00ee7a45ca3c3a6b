"""Names of rules: one index over slugs, families, categories and the ids of other tools."""

from __future__ import annotations

import pytest

from hullmark.builtin import RULES
from hullmark.ids import Ids
from hullmark.ids import hint
from hullmark.ids import nearest
from hullmark.ids import normal
from hullmark.registry import Registry
from hullmark.rule import Rule


def rule(slug: str, category: str, peers: str = "", family: str = "") -> Rule:
    """Return a rule of which only the names matter."""
    return RULES[0]._replace(slug=slug, category=category, peers=tuple(peers.split()), family=family)


TAG = rule("image-tag-latest", "pinning", "hadolint:DL3007 trivy:DS-0001 kics:Image-Version-Using-'latest'")
APT = rule("version-open-apt", "pinning", "hadolint:DL3008 semgrep:apt.pin hullmark:old-apt", "version-open")
PIP = rule("version-open-pip", "pinning", "hadolint:DL3013 checkov:CKV2_DOCKER_9", "version-open")
OPEN = rule("version-open", "pinning", "trivy:DS-0033")
SHELL = rule("shell-lint", "build", "hadolint:SC* hadolint:DL1000 other:X*")
USER = rule(
    "no-user", "users", "checkov:CKV_DOCKER_3 trivy:DS-0002 kubelinter:run_as_user other:pinning other:shell-lint"
)
IDS = Ids([TAG, APT, PIP, OPEN, SHELL, USER])


@pytest.mark.parametrize(
    "name,slugs",
    (
        ("image-tag-latest", "image-tag-latest"),
        ("Image_Tag LATEST", "image-tag-latest"),
        ("version-open", "version-open version-open-apt version-open-pip"),
        ("version-open-apt", "version-open-apt"),
        ("users", "no-user"),
        ("pinning", "image-tag-latest version-open version-open-apt version-open-pip"),
        ("shell-lint", "shell-lint"),
        ("DL3007", "image-tag-latest"),
        ("dl3007", "image-tag-latest"),
        ("hadolint:DL3007", "image-tag-latest"),
        ("Hadolint:dl3007", "image-tag-latest"),
        ("trivy:DL3007", ""),
        ("CKV_DOCKER_3", "no-user"),
        ("ckv-docker-3", "no-user"),
        ("CKV2_DOCKER_9", "version-open-pip"),
        ("apt.pin", "version-open-apt"),
        ("Image-Version-Using-'latest'", "image-tag-latest"),
        ("Image Version Using 'latest'", "image-tag-latest"),
        ("run-as-user", "no-user"),
        ("kubelinter:run_as_user", "no-user"),
        ("DS-0002", "no-user"),
        ("DS002", "no-user"),
        ("AVD-DS-0002", "no-user"),
        ("trivy:AVD-DS-0002", "no-user"),
        ("trivy:ds2", "no-user"),
        ("SC2086", "shell-lint"),
        ("hadolint:SC2086", "shell-lint"),
        ("other:SC2086", ""),
        ("X1", "shell-lint"),
        ("SC", ""),
        ("SC20x6", ""),
        ("hullmark:no-user", "no-user"),
        ("hullmark:old-apt", "version-open-apt"),
        ("old-apt", "version-open-apt"),
        ("other:pinning", "no-user"),
        ("other:shell-lint", "no-user"),
        ("DL30*", "image-tag-latest version-open-apt version-open-pip"),
        ("hadolint:DL3007*", "image-tag-latest"),
        ("checkov:*", "no-user version-open-pip"),
        ("CKV_DOCKER_*", "no-user"),
        ("SC*", "shell-lint"),
        ("hadolint:S*", "shell-lint"),
        ("version-*", "version-open version-open-apt version-open-pip"),
        ("other:p*", "no-user"),
        ("trivy:DL*", ""),
        ("DL9999", ""),
        ("hadolint:", ""),
        ("", ""),
    ),
)
def test_a_name_stands_for_rules(name: str, slugs: str) -> None:
    assert IDS.find(name) == set(slugs.split())


@pytest.mark.parametrize(
    "name,peer,slugs",
    (
        ("DL3008", "hadolint", "version-open-apt"),
        ("DL3008", "checkov", ""),
        ("hadolint:DL3008", "checkov", "version-open-apt"),
        ("SC1091", "hadolint", "shell-lint"),
        ("no-user", "hullmark", "no-user"),
        ("DL3008", "hullmark", "version-open-apt"),
        ("AVD-DS-0001", "trivy", "image-tag-latest"),
        ("*", "hadolint", "image-tag-latest shell-lint version-open-apt version-open-pip"),
        ("*", "Trivy", "image-tag-latest no-user version-open"),
        ("*", "unheard-of", ""),
        ("*", "hullmark", "image-tag-latest no-user shell-lint version-open version-open-apt version-open-pip"),
        ("*", "", "image-tag-latest no-user shell-lint version-open version-open-apt version-open-pip"),
    ),
)
def test_a_name_is_looked_up_for_a_tool(name: str, peer: str, slugs: str) -> None:
    assert IDS.find(name, peer) == set(slugs.split())


@pytest.mark.parametrize(
    "written,normal_form",
    (
        ("DL3007", "dl3007"),
        ("CKV_DOCKER_3", "ckv-docker-3"),
        ("-Image  Version!", "image-version"),
        ("DS002", "ds-0002"),
        ("AVD-DS-0002", "ds-0002"),
        ("KSV-0117", "ksv-0117"),
        ("KSV12345", "ksv-12345"),
        ("DS-0002x", "ds-0002x"),
        ("SC*", "sc*"),
    ),
)
def test_case_and_punctuation_do_not_matter(written: str, normal_form: str) -> None:
    assert normal(written) == normal_form


@pytest.mark.parametrize(
    "written,close",
    (
        ("image-tag-lastest", "image-tag-latest"),
        ("hullmark:no-usr", "no-user"),
        ("DL30007", "DL3007"),
        ("ckv_docker_33", "CKV_DOCKER_3"),
        ("pining", "pinning"),
        ("zzz", None),
        ("", None),
    ),
)
def test_the_nearest_name_is_proposed(written: str, close: str | None) -> None:
    assert IDS.nearest(written) == close


def test_the_nearest_candidate_keeps_its_spelling() -> None:
    assert nearest("PROFIL", ["Profile", "select"]) == "Profile"
    assert hint("profil", ["profile"]) == "; did you mean profile?"
    assert hint("xyz", ["profile"]) == ""
    assert hint("x", []) == ""


def test_every_installed_rule_is_found_by_each_of_its_names(registry: Registry, ids: Ids) -> None:
    for installed in registry.rules:
        assert installed.slug in ids.find(installed.slug)
        assert installed.slug in ids.find(installed.category)
        for peer in installed.peers:
            name = peer.replace("*", "1234")
            assert installed.slug in ids.find(name), peer
            tool, _, identifier = name.partition(":")
            assert installed.slug in ids.find(identifier, tool), peer
            assert installed.slug in ids.find("*", tool), peer


def test_a_slug_stands_for_itself_and_its_family_only(registry: Registry, ids: Ids) -> None:
    for installed in registry.rules:
        family = {other.slug for other in registry.rules if other.family == installed.slug}
        assert ids.find(installed.slug) == {installed.slug} | family
