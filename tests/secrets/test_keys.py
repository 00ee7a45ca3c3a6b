"""What names say."""

from __future__ import annotations

import pytest

from hullmark_secrets.keys import ACCOUNT
from hullmark_secrets.keys import MEDIUM
from hullmark_secrets.keys import NONE
from hullmark_secrets.keys import STRONG
from hullmark_secrets.keys import WEAK
from hullmark_secrets.keys import strength
from hullmark_secrets.keys import words

NAMES = {
    STRONG: "password PASSWORD dbPassword DB_PASSWORD_2 PGPASSWORD MYSQL_PWD SMTP_PASS DB_PASS_BD ARTIFACTORY_PSW"
    " SECRET_PASSPHRASE MASTER_USER_PASSWORD spring.datasource.password keystore-password SSHPASS passwd",
    MEDIUM: "SECRET clientSecret API_KEY apiKey APIKEY OPENAI_API_KEY GITHUB_TOKEN authtoken JWT SSH_KEY PRIVATE_KEY"
    " AWS_ACCESS_KEY_ID REACT_APP_AWS_ACCESS_KEY_ID TOKEN_KEY SECRET_KEY_BASE TOKEN_VALUE ACCESS_TOKEN_2 credentials"
    " BASIC_AUTH DOCKER_AUTH_CONFIG SUMOLOGIC_ACCESSKEY JWT_SIGNING_KEY npm_config__auth",
    WEAK: "KEY git_key AUTH OKTA_KEY picaticKey",
    ACCOUNT: "REGISTRY_USERNAME ARTIFACTORY_USR",
    NONE: "PATH PASSWORD_FILE TOKEN_URL SECRET_NAME SECRETS_DIR GPG_KEY SWIFT_SIGNING_KEY PUBLIC_KEY public_token"
    " GOPRIVATE SSH_AUTH_SOCK TOKENIZERS_PARALLELISM KEYCLOAK_HOME MONKEY AUTHOR USERNAME PWD OLDPWD TRAVIS_OS_NAME"
    " FACEBOOK_APP_ID APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE KEYWORD BYPASS COMPASS MAX_TOKENS TOKEN_TTL"
    " PASSWORD_POLICY ALLOW_EMPTY_PASSWORD USE_TOKEN GOOGLE_APPLICATION_CREDENTIALS CREDENTIALS_ID KEYBOARD"
    " PRIMARY_KEY FOREIGN_KEY TOKEN_VERSION secretName update_password INSTALL_SSHPASS",
}


@pytest.mark.parametrize("level,name", [(level, name) for level in NAMES for name in NAMES[level].split()])
def test_a_name_has_its_strength(level: int, name: str) -> None:
    assert strength(name) == level


@pytest.mark.parametrize("name", ("", "_", "a" * 1000, "1", "é", "ПАРОЛЬ"))
def test_odd_names_say_nothing(name: str) -> None:
    assert strength(name) == NONE


def test_words_end_at_punctuation_and_changes_of_case() -> None:
    assert words("myDBPassword.v2_API-KEY") == ["my", "db", "password", "v", "2", "api", "key"]
    assert words("TOKEN_2") == ["token"]
