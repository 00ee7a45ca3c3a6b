"""What a value is when it is no credential: nothing, a reference, a placeholder, a setting.

Every function takes a value without its quotes. Values longer than ``MAX_VALUE`` are not looked at.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from math import log2

from hullmark_secrets.keys import MEDIUM
from hullmark_secrets.keys import STRONG
from hullmark_secrets.keys import words

#: Characters of a value that is judged by its name.
MAX_VALUE = 4096

#: Passwords that everybody tries first; a subset of the defaults documented by the images of Docker Hub.
COMMON = frozenset((
    "0000 1111 1234 12345 123456 1234567 12345678 123456789 1q2w3e4r abc123 admin admin123 administrator adminadmin"
    " airflow alpine bar baz bitnami cassandra couchdb default demo dev docker elastic express foo foobar guest"
    " hello letmein maria mariadb master minio minioadmin mongo mongodb my-password my-secret-pw my_password mypass"
    " mypassword mysecret mysecretpassword mysql nginx oracle p@ssw0rd pass pass123 somepassword strongpassword"
    " passw0rd password password1 password123 passwd pgpass pgpassword postgres postgresql public pwd qwerty rabbit"
    " rabbitmq redis root rootpass rootpassword sa sample secret secrets sonar student super superuser supersecret"
    " sysadmin system temp test test123 test1234 tester testing testpass testpwd testpassword tomcat toor ubuntu user"
    " userpass vagrant welcome wordpress zabbix"
).split())

_NOTHING = frozenset(("", "-", "none", "null", "nil", "undefined", "unset", "n/a", "na", "empty", "false", "true",
                      "yes", "no", "on", "off", "disabled", "enabled", "disable", "enable", "auto"))

_REFERENCE = (
    r"\$\{[^{}]*\}|\$\([^()]*\)|\$\w+|\{\{.*|.*\}\}|<%=.*|%\(\w+\)s|%\w+%|@@?[\w.-]+@@?|#\{.*|\{\w[\w.]*\}|\{\..*"
    r"|ENC\[.*|\$ANSIBLE_VAULT.*|Ag[AB][A-Za-z0-9+/]{64,}=*|(?:vault|op|ssm|awssm|gcpsm|azkv|secretref|env|file|sops)"
    r":.*|ref\+\w+:.*|arn:.*|projects/[^/]+/secrets/.*|!\w+ .*|%s|\?+|`.*`"
)
_PLACEHOLDER = (
    r"<.*>|\[.*\]|\*+|\.+|_+|-+|(?:your|insert|enter|put|paste|replace|change|fill|type)[-_ ]?(?:me|in|your|here|this"
    r"|own|with|value|password|passwd|pass|pw|secret|token|key|api|strong|random|very)\b"
    r".*|.*(?:change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|place[-_ ]?holder|your[-_]|to[-_ ]?be[-_ ]"
    r"|not[-_ ]?(?:a[-_]|real|set|used|so)|fill[-_ ]?me|x{4}|\.\.\.|\*{3}|insert[-_ ]|[-_]here$|build[-_]?time).*"
    r"|(?:dummy|todo|fixme|tbd|fake|redacted|removed|masked|hidden|invalid|example|precompile|unused|ignored?)"
    r"(?:[-_ .].*|\d*)|.*[-_ .](?:dummy|example|redacted|goes[-_]here)"
    r"|(?-i:(?:nvapi|sk|pk|ghp|hf|glpat)[-_][A-Z]+(?:[-_][A-Z]+)*)"
)
_SETTING = (
    r"[+-]?\d{1,5}|[+-]?\d+(?:\.\d+)?(?:[kmgt]i?b?|[smhdwy]|ms|us|ns|sec|secs|min|mins|hours?|days?|%)"
    r"|\d{1,6}[hm]\d{1,6}[ms]\w{0,4}|\.{0,2}/.*|~/.*|[A-Za-z]:[\\/].*|\w+/[\w./-]+\.\w{1,5}"
    r"|[\w./-]+\.(?:pem|key|crt|json|ya?ml|txt|sh|env|p12|pfx|jks|gpg|asc|conf|cfg|ini|toml|xml|properties|py|js|rb)"
    r"|[A-Za-z][\w+.-]*://[^@]*|[\w.-]+:\d{1,5}(?:/.*)?|[\w.+-]+@[\w.-]+\.[a-z]{2,}"
    r"|argon2(?:id|i|d)|pbkdf2|[bs]crypt|(?:hmac[-_]?)?(?:md5|sha[-_]?(?:1|224|256|384|512))|[ehpr]s(?:256|384|512)"
    r"|aes(?:[-_](?:\d{3}|cbc|ccm|ctr|gcm|siv|xts|plain64|essiv))+"
)
_WORDY = r"[a-z]+\d{0,4}|\d{1,3}|v\d+"
_DNS = r"[a-z0-9](?:[a-z0-9._:/-]*[a-z0-9])?"


@cache
def _regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def is_nothing(value: str) -> bool:
    """Tell whether a value says that there is none, or only yes or no."""
    return value.strip().lower() in _NOTHING


def is_reference(value: str) -> bool:
    """Tell whether a value points at the credential, or holds it encrypted."""
    return bool(_regex(_REFERENCE, re.DOTALL).fullmatch(value.strip()))


def literal_part(value: str, known: bool = True) -> tuple[int, int] | None:
    """Return the range of a value that is written out: all of it, or the default in ``${X:-default}``.

    None for a reference, and for a value that is not ``known`` since it holds one.
    """
    default = _regex(r"\$\{\w+:?[-=](?P<default>[^${}]*)\}").fullmatch(value)
    if default is not None:
        return default.span("default")
    if not known or is_reference(value) or "${" in value or "$(" in value or "{{" in value:
        return None
    return 0, len(value)


def is_placeholder(value: str) -> bool:
    """Tell whether a value stands where somebody is to write another one."""
    return bool(_regex(_PLACEHOLDER, re.IGNORECASE | re.DOTALL).fullmatch(value.strip())) or is_filler(value)


def is_filler(body: str) -> bool:
    """Tell whether a text is made of repetitions and of sequences, as in samples of tokens."""
    if len(body) < 6:
        return len(set(body)) <= 1
    if len(set(body.lower())) <= 3 or "example" in body.lower():
        return True
    letters = [character for character in body if character.isalnum()]
    if sum(character in "xX" for character in letters) * 2 > len(letters):
        return True
    repeated = sum(size for _, group in groupby(body) if (size := len(list(group))) >= 4)
    return repeated * 2 >= len(body) or _in_sequence(body) * 4 >= len(body) * 3


def _in_sequence(body: str) -> int:
    """Count the characters that stand in runs like ``abcd`` and ``0123``."""
    total, run = 0, 1
    for before, character in zip(body, body[1:] + "\0"):
        if ord(character) == ord(before) + 1 or before + character == "90":
            run += 1
            continue
        if run >= 4:
            total += run
        run = 1
    return total


def is_setting(value: str) -> bool:
    """Tell whether a value is a number, a duration, a path, a URL, an address or a sentence."""
    return bool(_regex(_SETTING, re.IGNORECASE | re.DOTALL).fullmatch(value)) or value.count(" ") >= 3


def is_name(value: str) -> bool:
    """Tell whether a value reads like the name of something: words in lower case, or in capitals."""
    parts = re.split(r"[._:/-]+", value)
    if _regex(_DNS).fullmatch(value):
        if len(parts) > 2 and len(parts[-1]) == 5:
            parts.pop()  # the suffix that Kubernetes makes up
        return all(_regex(_WORDY).fullmatch(part) for part in parts)
    if value.upper() == value and value.replace("_", "").isalnum():
        return all(part.isalpha() or len(part) < 4 for part in parts)
    return value.isalpha() and len(value) < 40 and all(2 < len(word) < 16 for word in words(value))


def is_digest(value: str) -> bool:
    """Tell whether a value has the form of a fingerprint, a commit or a checksum."""
    bare = value.removeprefix("0x").replace(" ", "").replace(":", "")
    if len(bare) not in (8, 16, 32, 40, 56, 64, 96, 128):
        return value.startswith(("sha256:", "sha512-", "sha384-", "sha256-"))
    return all(character in "0123456789abcdefABCDEF" for character in bare)


def entropy(value: str) -> float:
    """Return Shannon's entropy in bits per character."""
    size = len(value)
    return -sum(count / size * log2(count / size) for count in map(value.count, set(value))) if size else 0.0


def is_random(value: str, least: float = 3.5) -> bool:
    """Tell whether a value looks drawn by chance: 16 characters, a digit, and enough entropy."""
    return (
        len(value) >= 16 and any(character.isdigit() for character in value)
        and any(character.isalpha() for character in value) and entropy(value) >= least
    )


def is_common(value: str, name: str) -> bool:
    """Tell whether a password is one that is tried first, or repeats a word of the variable's name."""
    plain = value.lower().strip("!@#$")
    return plain in COMMON or value.lower() in words(name)


def is_literal(value: str, strength: int) -> bool:
    """Tell whether a value under a name of this strength is a credential written out.

    References, placeholders and settings must have been ruled out.
    """
    value = value.strip()
    if strength == STRONG:
        return len(value) >= 3
    if strength == MEDIUM:
        return len(value) >= 6 and not is_name(value) and (len(value) >= 12 or not value.isdigit())
    return is_random(value) and not is_digest(value) and not is_name(value)
