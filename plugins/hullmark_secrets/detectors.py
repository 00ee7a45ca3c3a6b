"""Tokens that are recognised by their form.

Each row has needles: every token of the kind begins with one of them, and the expression is compiled and tried only
there; of an ``inner`` row the needle stands anywhere in the token. A token stands alone: no letter, digit, ``_``,
``/``, ``+`` or ``-`` may touch it, unless the row is ``open``; and no blank stands in it, unless the row is ``spaced``.
A group ``v`` is the secret part, where the form includes its surroundings.

Sources: the vendors' documentation of their token formats, GitHub's list of partner patterns, and the samples in the
evaluation set; November 2026. Services whose tokens have no mark of their own are found by the name in front of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hullmark.plugin import pattern

from hullmark_secrets import validators
from hullmark_secrets.validators import Validator
from hullmark_secrets.values import is_filler

#: Characters of one text that are searched.
MAX_TEXT = 16 * 1024 * 1024
#: Characters of the shortest token, one of Slack's, surroundings included.
SHORTEST = 13
#: Characters that are split into words at a time.
_PIECE = 100_000
#: Characters of a token in front of its inner needle, at the most.
_MAX_BEGINNING = 4100
_BLANK = pattern(r"\s")

#: What stands in front of the rest of a word.
_INSIDE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_/+-")
#: A table that makes everything else blank.
_APART = bytes(code if chr(code) in _INSIDE else 32 for code in range(256))


class Detector(NamedTuple):
    """A kind of token, by the name that messages give it."""

    name: str
    needles: tuple[str, ...]
    pattern: str
    validate: Validator
    inner: bool
    open: bool
    spaced: bool


class Token(NamedTuple):
    """A token found: its kind, what its structure says, and where it stands in the text."""

    name: str
    verdict: str
    start: int
    end: int


def _d(
    name: str, needles: str, pattern: str, validate: Validator = validators.shape, inner: bool = False,
    open: bool = False, spaced: bool = False,
) -> Detector:
    """Make a row; the needles are separated by blanks."""
    return Detector(name, tuple(needles.split()), pattern, validate, inner, open, spaced)


_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_V = validators

DETECTORS: tuple[Detector, ...] = (
    # code hosting and packages
    _d("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,251}", _V.github),
    _d("GitHub fine-grained token", "github_pat_", r"github_pat_[A-Za-z0-9]{22}_?[A-Za-z0-9]{59,60}|github_pat_\w{82}"),
    _d("GitLab token", "glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- gloas- glsoat- glffct-",
       r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,300}(?:\.[\w-]{2,40}){0,3}", _V.gitlab),
    _d("GitLab runner registration token", "GR1348941", r"GR1348941[\w-]{20}"),
    _d("GitLab session cookie", "_gitlab_session=", r"_gitlab_session=(?P<v>[0-9a-z]{32})"),
    _d("npm token", "npm_", r"npm_[A-Za-z0-9]{36}", _V.github),
    _d("PyPI token", "pypi-AgE", r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZ)[\w-]{50,1000}"),
    _d("RubyGems token", "rubygems_", r"rubygems_[a-f0-9]{48}"),
    _d("Clojars token", "CLOJARS_", r"CLOJARS_[a-z0-9]{60}"),
    _d("Docker Hub token", "dckr_pat_ dckr_oat_", r"dckr_[po]at_[\w-]{27,32}"),
    _d("Artifactory token", "AKCp cmVmd", r"AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59}", _V.random),
    _d("JFrog identity token", "ARTIFACTORY JFROG artifactory jfrog",
       r"(?:ARTIFACTORY|JFROG|artifactory|jfrog)[\"']?\s?(?:[=:]|\s{1,40}value:)\s?[\"']?"
       r"(?P<v>(?![a-f0-9]{64})[a-z0-9]{64})(?![A-Za-z0-9])", _V.random, open=True, spaced=True),
    _d("Sourcegraph token", "sgp_", r"sgp_(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}"),
    # clouds
    _d("AWS access key id", "AKIA ASIA ABIA ACCA", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}", _V.aws_key_id),
    _d("Amazon Bedrock key", "ABSK bedrock-api-key-",
       r"ABSKQmVkcm9ja0FQSUtleS1[A-Za-z0-9+/]{80,400}={0,2}|bedrock-api-key-YmVkcm9jay[A-Za-z0-9+/=_-]{14,4000}"),
    _d("Amazon MWS token", "amzn.mws.", rf"amzn\.mws\.{_UUID}"),
    _d("Google API key", "AIza", r"AIza[\w-]{35}", _V.google_key),
    _d("Google OAuth token", "ya29.", r"ya29\.[\w-]{20,2000}"),
    _d("Google OAuth client secret", "GOCSPX-", r"GOCSPX-[\w-]{28}"),
    _d("Azure AD client secret", "Q~", r"(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w~-])", _V.mixed, True, True),
    _d("Azure storage key", "AccountKey=", r"AccountKey=(?P<v>[A-Za-z0-9+/]{86}==)", open=True),
    _d("Azure shared access key", "SharedAccessKey=", r"SharedAccessKey=(?P<v>[A-Za-z0-9+/]{43}=)", open=True),
    _d("Azure shared access signature", "sig=", r"[?&]sig=(?P<v>[A-Za-z0-9%+/]{43,70}(?:=|%3[dD]))", inner=True,
       open=True),
    _d("Alibaba Cloud key id", "LTAI", r"LTAI[A-Za-z0-9]{17,26}", _V.random),
    _d("Yandex Cloud token", "t1. AQVN", r"t1\.[\w-]{1,200}={0,2}\.[\w-]{86}={0,2}|AQVN[\w-]{35,38}", _V.mixed),
    _d("DigitalOcean token", "doo_v1_ dop_v1_ dor_v1_", r"do[opr]_v1_[a-f0-9]{64}"),
    _d("Heroku token", "HRKU-AA", r"HRKU-AA[\w-]{58}"),
    _d("Fly.io token", "fo1_ fm1a_ fm1r_ fm2_", r"fo1_[\w-]{43}|fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,4000}={0,3}"),
    _d("Netlify token", "nfp_", r"nfp_[A-Za-z0-9]{36,40}", _V.random),
    _d("Supabase token", "sbp_", r"sbp_[a-f0-9]{40}"),
    _d("Scalingo token", "tk-us-", r"tk-us-[\w-]{48}"),
    _d("Cloudflare origin CA key", "v1.0-", r"v1\.0-[a-f0-9]{24}-[a-f0-9]{146}"),
    _d("PlanetScale token", "pscale_", r"pscale_(?:tkn|oauth|pw)_[\w.=-]{32,64}"),
    _d("ClickHouse Cloud key", "4b1d", r"4b1d[A-Za-z0-9]{38}", _V.mixed),
    _d("Databricks token", "dapi", r"dapi[a-f0-9]{32}(?:-\d)?"),
    _d("OpenShift token", "sha256~", r"sha256~[\w-]{43}"),
    _d("Terraform token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}", _V.shape, True),
    _d("Vault token", "hvs. hvb. hvr.", r"hv[sbr]\.[\w-]{90,300}"),
    _d("Vault token", "s.", r"(?<![\w.)\]/-])s\.[A-Za-z0-9]{24}(?![\w.(/-])", _V.mixed, open=True),
    _d("Pulumi token", "pul-", r"pul-[a-f0-9]{40}"),
    _d("Doppler token", "dp.pt. dp.st. dp.ct. dp.sa.", r"dp\.(?:pt|st|ct|sa)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}"),
    _d("Infracost key", "ico-", r"ico-[A-Za-z0-9]{32}", _V.random),
    _d("1Password service account token", "ops_eyJ", r"ops_eyJ[A-Za-z0-9+/=_-]{200,4000}"),
    _d("1Password secret key", "A3-", r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"),
    _d("Tailscale key", "tskey-", r"tskey-(?:auth|api|client|webhook)-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{20,48}"),
    _d("Prefect token", "pnu_", r"pnu_[A-Za-z0-9]{36}", _V.random),
    _d("Octopus Deploy key", "API-", r"API-[A-Z0-9]{26}", _V.random),
    _d("Harness token", "pat. sat.", r"[ps]at\.[\w-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}"),
    _d("Authress key", ".acc_ .acc-",
       r"(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.acc[_-][A-Za-z0-9-]{10,32}\.[\w+/=-]{30,120}",
       _V.shape, True),
    _d("Nebula key", "dnkey-", r"dnkey-[\w=-]{26}-[\w=-]{52}"),
    # messages
    _d("Slack token", "xoxb- xoxp- xoxe- xoxs- xoxo- xoxa- xoxr-",
       r"xoxb-\d{8,14}-\d{10,14}-?[A-Za-z0-9-]{10,60}|xoxb-\d{8,14}-[A-Za-z0-9]{18,26}"
       r"|xox[pe](?:-\d{8,14}){3}-[A-Za-z0-9]{28,34}|xox[os](?:-\d{4,16}){3}-[a-fA-F0-9]{6,80}"
       r"|xox[ar]-(?:\d-)?[A-Za-z0-9]{8,48}|xoxe-\d-[A-Za-z0-9]{100,200}"),
    _d("Slack configuration token", "xoxe.xox", r"xoxe\.xox[bp]-\d-[A-Za-z0-9]{100,200}"),
    _d("Slack app token", "xapp-", r"xapp-\d-[A-Z0-9]{6,20}-\d{6,20}-[A-Za-z0-9]{40,80}"),
    _d("Slack webhook", "hooks.slack.com/",
       r"hooks\.slack\.com/(?P<v>(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,60})", _V.random, open=True),
    _d("Microsoft Teams webhook", "webhook.office.com/",
       rf"webhook\.office\.com/webhookb2/(?P<v>{_UUID}@{_UUID}/IncomingWebhook/[a-f0-9]{{32}}/{_UUID})", open=True),
    _d("Discord webhook", "/api/webhooks/", r"/api/(?P<v>webhooks/\d{17,20}/[\w-]{60,72})", open=True),
    _d("Discord bot token", "MT Mj Mz ND NT Nj Nz OD OT", r"[MNO][A-Za-z0-9]{22,27}\.[\w-]{6}\.[\w-]{27,40}",
       _V.discord),
    _d("Telegram bot token", ":A", r"\d{8,10}:A[\w-]{34}", _V.random, True),
    _d("Twilio key", "SK", r"SK[0-9a-fA-F]{32}", _V.random),
    _d("SendGrid key", "SG.", r"SG\.[\w-]{16,24}\.[\w-]{39,50}|SG\.[\w=.-]{66}"),
    _d("Mailgun key", "key-", r"key-[a-z0-9]{32}", _V.random),
    _d("Mailchimp key", "-us", r"[0-9a-f]{32}-us\d{1,2}", _V.shape, True),
    _d("Brevo key", "xkeysib-", r"xkeysib-[a-f0-9]{64}-[a-zA-Z0-9]{16}"),
    # payment and shops
    _d("Stripe key", "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_",
       r"[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,120}", _V.stripe),
    _d("Stripe webhook secret", "whsec_", r"whsec_[A-Za-z0-9+/]{32,64}={0,2}", _V.random),
    _d("Square token", "sq0atp- sq0csp-", r"sq0(?:atp|csp)-[\w-]{22,60}"),
    _d("Square token", "EAAA", r"EAAA[\w-]{22,60}", _V.mixed),
    _d("Braintree token", "access_token", r"access_token[\\$]?\$production[\\$]?\$[0-9a-z]{16}[\\$]?\$[0-9a-f]{32}"),
    _d("Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    _d("Shippo token", "shippo_live_ shippo_test_", r"shippo_(?:live|test)_[a-f0-9]{40}", _V.stripe),
    _d("EasyPost key", "EZAK EZTK", r"EZ[AT]K[A-Za-z0-9]{54}", _V.random),
    _d("Flutterwave key", "FLWSECK", r"FLWSECK(?:_TEST)?-[a-z0-9]{12,32}-X", _V.stripe),
    _d("Duffel token", "duffel_", r"duffel_(?:test|live)_[\w=-]{43}", _V.stripe),
    # models
    _d("OpenAI key", "sk-", r"sk-[\w-]{20,110}T3BlbkFJ[\w-]{20,110}"),
    _d("Anthropic key", "sk-ant-", r"sk-ant-(?:api|admin|oat|sid)\d\d-[\w-]{80,120}"),
    _d("OpenRouter key", "sk-or-v1-", r"sk-or-v1-[a-f0-9]{64}"),
    _d("Hugging Face token", "hf_ api_org_", r"(?:hf_|api_org_)[A-Za-z0-9]{34,40}", _V.varied),
    _d("Perplexity key", "pplx-", r"pplx-[A-Za-z0-9]{48}"),
    _d("Groq key", "gsk_", r"gsk_[A-Za-z0-9]{52}"),
    _d("Replicate token", "r8_", r"r8_[A-Za-z0-9]{37}", _V.random),
    _d("xAI key", "xai-", r"xai-[A-Za-z0-9]{80}"),
    # monitoring and the rest
    _d("Grafana token", "glsa_ glc_", r"glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/]{32,400}={0,3}"),
    _d("Grafana key", "eyJrIjoi", r"eyJrIjoi[A-Za-z0-9]{60,400}={0,3}"),
    _d("Sentry token", "sntrys_eyJ sntryu_",
       r"sntrys_eyJ[A-Za-z0-9+/]{50,400}={0,2}_[A-Za-z0-9+/]{30,50}|sntryu_[a-f0-9]{64}"),
    _d("New Relic key", "NRAK- NRII- NRJS-", r"NRAK-[A-Za-z0-9]{27}|NRII-[\w-]{32}|NRJS-[a-f0-9]{19}"),
    _d("Dynatrace token", "dt0c01. dt0s01.", r"dt0[a-z]\d\d\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{64}"),
    _d("Postman key", "PMAK-", r"PMAK-[a-fA-F0-9]{24}-[a-fA-F0-9]{34}"),
    _d("Linear key", "lin_api_", r"lin_api_[A-Za-z0-9]{40}"),
    _d("Notion token", "ntn_ secret_", r"ntn_\d{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43}", _V.mixed),
    _d("Atlassian token", "ATATT3", r"ATATT3[\w=-]{180,200}"),
    _d("Adobe client secret", "p8e-", r"p8e-[a-z0-9]{32}", _V.random),
    _d("Contentful token", "CFPAT-", r"CFPAT-[\w-]{43}"),
    _d("Figma token", "figd_", r"figd_[\w-]{40}"),
    _d("Frame.io token", "fio-u-", r"fio-u-[\w=-]{64}"),
    _d("Typeform token", "tfp_", r"tfp_[\w.=-]{59}"),
    _d("ReadMe token", "rdme_", r"rdme_[a-z0-9]{70}"),
    _d("SettleMint token", "sm_pat_ sm_aat_ sm_sat_", r"sm_[pas]at_[A-Za-z0-9]{16}"),
    _d("Intra42 secret", "s-s4t2", r"s-s4t2(?:ud|af)-[a-f0-9]{64}"),
    _d("MaxMind key", "_mmk", r"[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk", _V.shape, True),
    _d("Facebook token", "EAAC EAAM", r"EAA[MC][A-Za-z0-9]{100,400}|EAACEdEose0cBA[A-Za-z0-9]{10,400}"),
    _d("Twitter bearer token", "A" * 22, r"A{22}[A-Za-z0-9%]{60,100}", _V.mixed),
    _d("SonarQube token", "sqp_ squ_ sqa_", r"sq[pua]_[a-f0-9]{40}"),
    _d("JSON web token in base64", "ZXlK", r"ZXlK[A-Za-z0-9+/_-]{60,16000}={0,2}", _V.jwt_in_base64),
    _d("JSON web token", ".ey", r"ey[\w-]{10,4000}\.ey[\w-]{10,16000}\.[\w-]{0,2000}", _V.jwt, True),
)


@cache
def _expression(detector: Detector) -> re.Pattern[str]:
    if detector.open:
        return re.compile(detector.pattern)
    return re.compile(rf"(?<![A-Za-z0-9_/+-])(?:{detector.pattern})(?![A-Za-z0-9_/+-])")


@cache
def _by_start() -> tuple[dict[str, list[tuple[Detector, str]]], list[tuple[Detector, str]]]:
    """Sort the needles: those that begin a word by their first two characters, and the rest."""
    starts: dict[str, list[tuple[Detector, str]]] = {}
    rest: list[tuple[Detector, str]] = []
    for detector in DETECTORS:
        for needle in detector.needles:
            (rest if detector.inner or detector.open else starts.setdefault(needle[:2], [])).append((detector, needle))
    return starts, rest


def tokens_in(text: str) -> Iterator[Token]:
    """Yield the tokens in a text; of two that overlap the one that begins first, then the longer."""
    starts, rest = _by_start()
    found: list[Token] = []
    long = " ".join([word for piece in _pieces(text) for word in piece.split() if len(word) >= SHORTEST])
    apart = long.encode("ascii", "replace").translate(_APART).decode("ascii")
    for key in starts.keys() & {word[:2] for word in apart.split()}:
        for detector, needle in starts[key]:
            if needle in long:
                found += _matches(detector, needle, text)
    for detector, needle in rest:
        if needle in (text if detector.spaced else long):
            found += _matches(detector, needle, text)
    end = -1
    for token in sorted(found, key=lambda token: (token.start, -token.end)):
        if token.start >= end:
            yield token
            end = token.end


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces of whole lines, so that the words of a large one are never there at once."""
    at, size = 0, len(text)
    while at < size:
        newline = text.find("\n", at + _PIECE)
        end = newline + 1 if newline >= 0 else size
        yield text[at:end]
        at = end


def _matches(detector: Detector, needle: str, text: str) -> Iterator[Token]:
    """Try the expression where the needle stands, or everywhere where that does not say where the token begins.

    An expression is compiled only where a needle stands at the beginning of a word.
    """
    at = text.find(needle, 0, MAX_TEXT)
    while detector.inner and at >= 0:
        start, end = (0, MAX_TEXT) if detector.spaced else _word_around(text, at)
        for match in _expression(detector).finditer(text, start, end):
            yield from _token(detector, needle, match)
        at = text.find(needle, end, MAX_TEXT)
    while at >= 0:
        begins = detector.open or not at or text[at - 1] not in _INSIDE
        found = _expression(detector).match(text, at) if begins else None
        if found is not None:
            yield from _token(detector, needle, found)
        at = text.find(needle, found.end() if found else at + 1, MAX_TEXT)


def _word_around(text: str, at: int) -> tuple[int, int]:
    """Return the range of the word around a place, as far as a token may begin in front of it."""
    least = max(at - _MAX_BEGINNING, 0)
    start = max(least, *(text.rfind(blank, least, at) + 1 for blank in " \t\n"))
    blank = _BLANK.search(text, at)
    return start, blank.start() if blank is not None else len(text)


def _token(detector: Detector, needle: str, match: re.Match[str]) -> Iterator[Token]:
    """Yield the token of a match unless it is a sample or the validator rejects it."""
    value = validators.value_of(match)
    if is_filler(value.removeprefix(needle)):
        return
    verdict = detector.validate(match)
    if verdict is not None:
        start = match.start("v") if "v" in match.re.groupindex else match.start()
        yield Token(detector.name, verdict, start, start + len(value))
