"""The forms of tokens, keys, connections and hashes.

Tokens are put together here, so that no scanner takes this file for a leak.
"""

from __future__ import annotations

import random
import re
import string
import time
from collections.abc import Callable
from collections.abc import Iterator

import pytest

from hullmark_secrets import connections
from hullmark_secrets import detectors
from hullmark_secrets import hashes
from hullmark_secrets import pem
from hullmark_secrets import validators
from hullmark_secrets.detectors import DETECTORS
from hullmark_secrets.detectors import SHORTEST
from hullmark_secrets.detectors import tokens_in
from hullmark_secrets.forms import forms_in

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def drawn(size: int, alphabet: str = ALNUM) -> str:
    return "".join(random.Random(size).choices(alphabet, k=size))


TOKENS = {
    "GitHub token": "ghp_" + drawn(36),
    "GitHub fine-grained token": "github_pat_" + drawn(22) + "_" + drawn(59),
    "GitLab token": "glpat-" + drawn(20),
    "npm token": "npm_" + drawn(36),
    "PyPI token": "pypi-AgEIcHlwaS5vcmc" + drawn(70),
    "Docker Hub token": "dckr_pat_" + drawn(27),
    "Google API key": "AIza" + drawn(35),
    "Azure AD client secret": "bP8" + "8Q~" + drawn(34),
    "Azure storage key": "AccountKey=" + drawn(86) + "==",
    "DigitalOcean token": "dop_v1_" + drawn(64, HEX),
    "Vault token": "hvs." + drawn(95),
    "Terraform token": drawn(14) + ".atlasv1." + drawn(65),
    "Slack token": "xoxb-" + drawn(12, string.digits) + "-" + drawn(12, string.digits) + "-" + drawn(24),
    "Telegram bot token": drawn(9, "123456789") + ":A" + drawn(34),
    "SendGrid key": "SG." + drawn(22) + "." + drawn(43),
    "Mailchimp key": drawn(32, HEX) + "-us12",
    "Stripe key": "sk_live_" + drawn(24),
    "OpenAI key": "sk-" + drawn(20) + "T3BlbkFJ" + drawn(20),
    "Hugging Face token": "hf_" + drawn(34, string.ascii_letters),
    "Grafana token": "glsa_" + drawn(32) + "_" + drawn(8, HEX),
    "MaxMind key": drawn(6) + "_" + drawn(29) + "_mmk",
    "Databricks token": "dapi" + drawn(32, HEX),
}


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("frame", ('ENV A="{}"', "RUN x --y={} && z", "# {}.", "{}", "a: '{}',", "<{}>"))
def test_a_token_is_found_whatever_surrounds_it(name: str, frame: str) -> None:
    text = frame.format(TOKENS[name])
    (token,) = tokens_in(text)
    assert token.name == name
    assert text[token.start:token.end] in TOKENS[name]
    assert len(TOKENS[name]) - (token.end - token.start) in (0, len("AccountKey="))


@pytest.mark.parametrize("name", sorted(TOKENS.keys() - {"Azure storage key"}))
def test_a_token_inside_a_longer_word_is_none(name: str) -> None:
    assert not [token for token in tokens_in(f"prefix_{TOKENS[name]}_suffix") if token.name == name]


@pytest.mark.parametrize("body", ("x" * 36, "X" * 36, "0" * 36, "abcdefghijklmnopqrstuvwxyz0123456789", "123" * 12))
def test_samples_are_left_alone(body: str) -> None:
    assert not list(tokens_in(f"ghp_{body} glpat-{body} npm_{body}"))


def test_a_matching_checksum_makes_a_token_sure() -> None:
    body = drawn(30)
    check = validators.in_digits(validators.crc32(body.encode()), validators._BASE62, 6)
    (token,) = tokens_in(f"ghp_{body}{check}")
    assert token.verdict == validators.SURE
    (token,) = tokens_in(f"ghp_{body}{check[::-1]}")
    assert token.verdict == validators.DOUBTFUL


def test_a_key_id_of_aws_is_sure_beside_its_secret() -> None:
    key, secret = "AKIA" + "LALEMEL33243OLIB", drawn(40)
    assert [token.verdict for token in tokens_in(key)] == [validators.HALF]
    assert [token.verdict for token in tokens_in(f"{key}\nsecret = {secret}")] == [validators.SURE]


def test_the_checksum_of_an_age_identity_is_read() -> None:
    identity = "AGE-SECRET-KEY-1" + "GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    expression = re.compile(r"AGE-SECRET-KEY-1\w{58}")
    match = expression.fullmatch(identity)
    assert match is not None
    assert validators.age(match) == validators.SURE
    broken = expression.fullmatch(identity.replace("GFPYYSJZ", "GFPYYSJQ", 1))
    assert broken is not None
    assert validators.age(broken) == validators.DOUBTFUL


def test_nothing_is_found_inside_another_find() -> None:
    token = TOKENS["GitLab token"]
    forms = list(forms_in(f"https://oauth2:{token}@gitlab.com/a/b"))
    assert [form.kind for form in forms] == ["token"]


def test_needles_begin_what_their_expressions_match() -> None:
    for detector in DETECTORS:
        assert detector.needles and all(detector.needles), detector.name
        re.compile(detector.pattern)


@pytest.mark.parametrize("frame", ('A="{}"', "A={} b", "\u201c{}\u201d", "x:{},y"))
def test_every_needle_leads_to_its_expression(frame: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(detectors, "_matches", lambda detector, needle, text: tried.append(needle) or ())
    for detector in DETECTORS:
        for needle in detector.needles:
            tried.clear()
            assert not list(tokens_in(frame.format(needle + "x" * SHORTEST)))
            assert needle in tried, f"{needle} of {detector.name}"


def test_a_cookie_of_gitlab_is_found() -> None:
    (token,) = tokens_in("curl -b _gitlab_session=" + (value := drawn(32, string.ascii_lowercase + string.digits)))
    assert (token.name, token.end - token.start) == ("GitLab session cookie", len(value))


def test_tokens_are_looked_for_in_long_words_only() -> None:
    assert min(re._parser.parse(detector.pattern).getwidth()[0] for detector in DETECTORS) == SHORTEST
    for detector in DETECTORS:
        assert detector.spaced == bool(re.search(r"\\[sSW]|\[\^| ", detector.pattern)), detector.name
    short = "xoxr-" + "a7Bc9dE2"
    assert [token.name for token in tokens_in(f"A={short}\tB=x")] == ["Slack token"]


HOSTILE = (
    "a" * 50_000, "-----BEGIN RSA PRIVATE KEY-----\n" * 3_000, "://a:b@" * 10_000, "eyJ.eyJ." * 10_000,
    "password=;" * 10_000, "$6$a$" * 10_000, "ghp_" * 20_000, "AKIA" * 20_000, ";=\"'" * 20_000,
    "A" * 22 + "%" * 50_000, "xoxb-1-" * 10_000, "ops_eyJ" * 10_000, "jdbc:" * 10_000, "LS0tLS1CRUdJTi" * 5_000,
    " " * 50_000, "PuTTY-User-Key-File-2: " * 3_000, '"kty"' * 10_000, '"d":"' * 10_000, "://" * 20_000, "@:" * 20_000,
)
SCANNERS: tuple[Callable[[str], Iterator[object]], ...] = (
    tokens_in, pem.keys_in, connections.connections_in, hashes.hashes_in,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("scan", SCANNERS, ids=lambda scan: scan.__name__)
def test_hostile_text_takes_linear_time(text: str, scan: Callable[[str], Iterator[object]]) -> None:
    start = time.process_time()
    for _ in scan(text):
        pass
    assert time.process_time() - start < 1.0


def test_no_expression_nests_unbounded_repetitions() -> None:
    patterns = [detector.pattern for detector in DETECTORS]
    for module in (pem, hashes, connections):
        patterns += [value for name, value in vars(module).items() if name.startswith("_") and isinstance(value, str)]
    patterns += [pattern for _, _, pattern in hashes._KINDS]
    for pattern in patterns:
        assert not re.search(r"[+*][^()\[\]]*\)(?:[+*]|\{\d+,\})", pattern), pattern
