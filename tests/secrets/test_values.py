"""What values say."""

from __future__ import annotations

import pytest

from hullmark.plugin import Span
from hullmark.plugin import Text

from hullmark_secrets import judge
from hullmark_secrets.judge import Verdict
from hullmark_secrets.values import is_filler
from hullmark_secrets.values import is_name
from hullmark_secrets.values import is_reference
from hullmark_secrets.values import is_setting


def judged(name: str, value: str) -> Verdict:
    return judge.judge(name, Text(value, Span(0, len(value))))


@pytest.mark.parametrize("value", (
    "$X", "${X}", "$(X)", "{{ .Values.password }}", "<%= x %>", "%(x)s", "%X%", "@X@", "@@X@@", "#{x}",
    "ENC[AES256_GCM,data:x]", "$ANSIBLE_VAULT;1.1", "vault:secret/data/x", "op://vault/item", "ref+vault://x#/y",
    "arn:aws:secretsmanager:x", "projects/1/secrets/x", "secretref:x", "${{ secrets.X }}", "{.credential.token}",
    "{{resolve:secretsmanager:x}}",
))
def test_references_are_known(value: str) -> None:
    assert is_reference(value)
    assert judged("DB_PASSWORD", value).kind == judge.REFERENCE


@pytest.mark.parametrize("value", (
    "<password>", "[password]", "***", "...", "xxxxxxxx", "your-password", "YOUR_PASSWORD_HERE", "REPLACE_ME", "TODO",
    "changeme", "change-me-please", "placeholder", "dummy", "insert-here", "aaaaaaa", "example",
))
def test_placeholders_are_no_credentials(value: str) -> None:
    assert judged("DB_PASSWORD", value).kind in (judge.PLACEHOLDER, judge.SAMPLE)


@pytest.mark.parametrize("value", (
    "true", "98765", "30s", "1h30m", "512MiB", "/run/secrets/x", "./x", "~/x", "C:\\x", "certs/server.pem", "key.pem",
    "https://example.org/x", "db.example.org:5432", "jo@example.org", "a sentence of five words",
))
def test_settings_are_no_credentials(value: str) -> None:
    assert judged("DB_PASSWORD", value).kind == judge.OTHER
    assert value == "true" or is_setting(value)


@pytest.mark.parametrize("value", ("my-app-secret", "cattle-global-data:cc-rf224", "NEXUS_API_KEY", "SalesResults",
                                   "rfc2136_kerberos_password", "on_create"))
def test_names_of_things_are_no_tokens(value: str) -> None:
    assert is_name(value)
    assert not judged("API_TOKEN", value).written_out


@pytest.mark.parametrize("value", ("oy8s61oy4zknchn", "54vjxgdwa9xu34o3m9inkm", "b@d0@u7H70K3n", "6524543556442343",
                                   "5c06283cfa3fb2d9103a6a29eb8a3976", "0fjuevf55xmc39r6yv9hk0mok"))
def test_random_values_are_tokens(value: str) -> None:
    assert judged("API_TOKEN", value).kind == judge.LITERAL


@pytest.mark.parametrize("name,value", (
    ("DB_PASSWORD", "root"), ("DB_PASSWORD", "P@ssw0rd"), ("POSTGRES_PASSWORD", "postgres"), ("X_PASSWORD", "123456"),
    ("VULHUB_PASSWORD", "vulhub"), ("MYSQL_ROOT_PASSWORD", "my-secret-pw"),
))
def test_what_everybody_tries_first_is_told_apart(name: str, value: str) -> None:
    assert judged(name, value).kind == judge.COMMON


def test_the_default_of_a_reference_is_judged_alone() -> None:
    assert judged("DB_PASSWORD", "${X:-hunter2}") == Verdict(judge.LITERAL, 5, 12)
    assert judged("DB_PASSWORD", "${X:-}").kind == judge.EMPTY


def test_a_value_with_a_variable_in_it_is_a_reference() -> None:
    value = Text("abc$X", Span(0, 5), None, False)
    assert judge.judge("DB_PASSWORD", value).kind == judge.REFERENCE
    assert judge.judge("DB_PASSWORD", None).kind == judge.EMPTY


@pytest.mark.parametrize("value", ("postgres://a:s3kretx@db", "$apr1$7Hk2Lq9X$Zr8wKd3N1bYcQ5tVm0PxS/",
                                   "GR1348941f8wir1e8u9tsr8eugudx"))
def test_a_recognised_form_belongs_to_another_rule(value: str) -> None:
    assert judged("API_PASSWORD", value).kind == judge.FORM


def test_filler_is_repetition_and_sequence() -> None:
    assert is_filler("xxxxxxxxab") and is_filler("0123456789abcdef") and is_filler("AAAAAAAABBBB")
    assert not is_filler("AAAAAAAAAAC7hjsA+H3owFygUv4w5B67lcSx14zff9FCPADiNbSw") and not is_filler("Tr0ub4dor")


@pytest.mark.parametrize("value", ("a" * 4096, "a." * 2048, "a-" * 2048, " " * 4096, "x" * 100_000, "(" * 4096,
                                   "${" * 2048, "a:" * 2048, "aA" * 2048))
def test_long_values_take_linear_time(value: str) -> None:
    import time

    start = time.process_time()
    for name in ("PASSWORD", "TOKEN", "KEY"):
        judged(name, value)
    assert time.process_time() - start < 1.0
