"""Names of files that hold credentials.

Sources: the documentation of the tools that read these files, and the list of dockle 0.4; November 2026.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hullmark.plugin import pattern

#: The file exists to hold a credential.
SURE = "sure"
#: The file often holds one, or holds one beside other things.
LIKELY = "likely"
#: The file has room for one, and mostly has none.
POSSIBLE = "possible"

_SURE = (
    r"\.env|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|[._]netrc|\.pgpass|\.pypirc|\.git-credentials|\.dockercfg"
    r"|\.dockerconfigjson|kube_?config(?:\.ya?ml)?|credentials?(?:\.(?:json|csv|xml))?|.*service[-_]?account.*\.json"
    r"|.*-sa\.json|client_secret.*\.json|gcp[-_]?key.*\.json|.*\.(?:p12|pfx|kdbx|ppk|ovpn|psafe3|agilekeychain"
    r"|keychain|tfstate)|(?:private|server|client|tls|ssl|host)[-_.]?key\.pem|priv(?:ate|key)?.*\.pem|.*[-_.]key\.pem"
    r"|key\.pem|master\.key|.*\.private_key|passwords?\.txt|\.terraformrc|terraform\.rc|\.boto|\.s3cfg|\.rclone\.conf"
    r"|rclone\.conf|vault-?token|\.vault-token|\.passwd-s3fs"
)
_LIKELY = (
    r"\.env\..+|.*\.(?:pem|key|pass|passwd|password|jks|keystore|asc|rdp|secret|tfvars|gpg)|\.htpasswd|\.my\.cnf"
    r"|secrets?\.ya?ml|secrets?\.json|secret_token\.rb|wp-config\.php|vault\.json|\.mylogin\.cnf"
)
_POSSIBLE = (
    r".+\.env|\.npmrc|\.yarnrc\.yml|settings\.xml|auth\.json|nuget\.config|database\.yml|settings\.py|carrierwave\.rb"
    r"|omniauth\.rb|pip\.conf|\.condarc|gradle\.properties"
)
#: Directories of a home that hold credentials, copied as a whole.
_FOLDERS = frozenset((".aws", ".azure", ".gcp", ".kube", ".ssh", ".gnupg", ".docker", "gcloud", ".password-store"))
#: Files by their last two components.
_PAIRS = frozenset((
    ".docker/config.json", ".kube/config", ".aws/credentials", ".azure/accesstokens.json",
    "gcloud/application_default_credentials.json", ".m2/settings-security.xml", "gh/hosts.yml",
))
#: Samples, public halves, and the keys that sources of packages publish.
_HARMLESS = pattern(
    r".*\.(?:pub|crt|cer|cert|csr|example|sample|template|tmpl|tpl|dist|defaults?|j2|erb|schema|md|sh|py|go|js|ts)"
    r"|\.env[._-](?:example|sample|template|tmpl|dist|defaults?|schema|ci)(?:\..*)?|.*(?:example|sample|template)\.env"
    r"|(?:.*[-_.])?(?:sample|example|dummy|fake|snakeoil)[-_.].*|.*pub[^/]*\.(?:pem|key|jks|keystore|asc|gpg)"
    r"|.*(?:signing|gpg|pgp|release|archive|repo|keyring|apt|yum|rpm|package|vendor|linux|nodesource|kitware|microsoft"
    r"|llvm|debian|ubuntu|hashicorp)[^/]*\.(?:key|asc|gpg)"
    r"|.*(?:mysql|nginx|docker|postgresql|jenkins|kubernetes)[^/]*\.(?:asc|gpg)"
)
#: Certificates and trust stores, unless the name also says key.
_CERTIFICATE = pattern(
    r"(?:(?:root|my|dev|server|client|internal|company|custom|local|trusted|sub)?[-_]?ca|root|roots?-ca|intermediate"
    r"|dh\d*)(?:[-_.].*)?\.pem"
    r"|.*(?:cert|chain|bundle|trust|-ca|_ca|dhparam)[^/]*\.(?:pem|key|jks|keystore|asc|gpg)"
)
_KEY = pattern(r"priv|(?:^|[-_.])key(?:[-_.]|$)")
#: Where the public keys of package sources are put.
_KEYRINGS = pattern(r"/(?:etc/apt|usr/share/keyrings|etc/pki/rpm-gpg|etc/apk/keys|etc/yum\.repos\.d)(?:/|$)")
_TESTS = frozenset((
    "test", "tests", "testdata", "fixture", "fixtures", "spec", "example", "examples", "sample", "samples", "mock",
    "mocks", "e2e", "demo",
))
_MODES = pattern(r"0?[46]00")
_GUARDED = pattern(r"key|secret|cred|token|pass", re.IGNORECASE)


@lru_cache(maxsize=1024)
def judged(path: str) -> str | None:
    """Return how likely a file of the build context holds a credential, None for any other."""
    parts = [part for part in path.lower().split("/") if part not in ("", ".")]
    if not parts or not _TESTS.isdisjoint(parts):
        return None
    name = parts[-1]
    if name in _FOLDERS or "/".join(parts[-2:]) in _PAIRS:
        return SURE
    bare = name.rstrip("*?") or name
    if _HARMLESS.fullmatch(name) or _CERTIFICATE.fullmatch(name) and not _KEY.search(name):
        return None
    for expression, found in ((_SURE, SURE), (_LIKELY, LIKELY), (_POSSIBLE, POSSIBLE)):
        if re.fullmatch(expression, name) or re.fullmatch(expression, bare):
            return found
    return None


def judged_target(path: str) -> str | None:
    """Judge a destination: only names that say it all, since the content may be another file's."""
    return SURE if judged(path) == SURE and not path.endswith(("/", ".env")) and path not in (".", "./") else None


def is_keyring(target: str) -> bool:
    """Tell whether a destination is one of keys that are public."""
    return _KEYRINGS.match(target) is not None


def is_guarded(name: str, mode: str) -> bool:
    """Tell whether a file is copied for its owner's eyes only and is named like a credential."""
    return _MODES.fullmatch(mode) is not None and _GUARDED.search(name.rpartition("/")[2]) is not None
