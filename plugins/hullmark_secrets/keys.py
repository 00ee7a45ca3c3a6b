"""How strongly a name says that its value is a credential.

A name is split into words at punctuation and at changes of case. The tables come from the documentation of the tools
that read such variables and from names seen in 5,042 Dockerfiles and 2,259 manifests, November 2026.
"""

from __future__ import annotations

from functools import lru_cache

from hullmark.plugin import pattern

#: A password: any literal counts.
STRONG = 3
#: A secret, a token, a key of some service: what looks like a name of something does not count.
MEDIUM = 2
#: A bare key or authorisation: the value must look random.
WEAK = 1
#: The account that belongs to a password: never a secret itself.
ACCOUNT = 0
#: Nothing of the kind.
NONE = -1

_WORD = pattern(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STRONG = _set(
    "password passwd passwort passphrase passcode pass pwd psw pword pw dbpass userpass rootpass adminpass mysqlpass"
    " sshpass keypass storepass keystorepass ldappass smtppass mailpass dbpwd mysqlpwd userpwd rootpwd adminpwd"
)
_STRONG_ENDINGS = ("password", "passwd", "passphrase", "passcode")
_MEDIUM = _set("secret token apikey credential credentials creds cred jwt bearer")
_MEDIUM_ENDINGS = (
    "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "privkey", "authkey", "masterkey",
    "encryptionkey", "sharedkey", "accountkey", "licensekey", "credentials",
)
#: Words that make a key in front of which they stand a secret one.
_QUALIFIERS = _set(
    "access account admin api app application auth client cipher crypt crypto decryption deploy encryption enc hmac"
    " jwt license master private priv prv root secret service session shared ssh storage subscription token user"
    " webhook"
)
_SIGNED = _set("jwt token cookie session hmac request webhook")
_WEAK = _set("key keys auth")
_ACCOUNTS = _set("username usr")

#: Words that, at the end, make the name one of something about a credential, not of the credential.
_LAST = _set(
    "name names file files filename path paths dir directory folder location url urls uri endpoint host hostname port"
    " ref reference id ids identifier type kind format length len size count limit bits ttl expiry expiration expires"
    " expire time timeout date age lifetime days hours minutes seconds ms period interval policy policies rule rules"
    " enabled disabled required optional mode method algorithm alg algo cipher header headers prefix suffix separator"
    " user username users email namespace issuer audience scope scopes hash hasher digest checksum sha crt cert"
    " certificate certs ca chain csr config configuration conf settings template schema pattern regex version revision"
    " rev index store stores storage keystore truststore manager provider providers backend engine vault plugin"
    " plugins service server servers driver adapter helper handler class package module title label labels description"
    " help hint prompt text message question key_name env var variable variables field property attribute column table"
    " sock socket pid cmd command script program bin tool status state event events action actions strength complexity"
    " rotation refresh retry retries attempts history usage validation validator validity check cache domain realm"
    " region zone role roles owner group groups pair pairs map mapping list set selector param params parameter arn"
    " chars charset alphabet keyword warn warning auto placeholder example sample login forms form page warn"
)
#: Words that, anywhere, say that the value is no secret.
_ANYWHERE = _set(
    "public pub publishable existing automount primary foreign partition topology keyspace tokenizer tokenizers csrf"
    " xsrf num number max min maximum minimum total generate generated generator create created use uses enable"
    " disable allow require requires need needs has is no not skip with without random empty show hide display print"
    " reset forgot forget change update expire gpg pgp fingerprint keyserver keyring keyboard file version pathname"
    " ignore dont install"
)
#: Names that the words above would get wrong.
_KNOWN = {
    "awsaccesskeyid": MEDIUM,
    "ociclikeycontent": MEDIUM,
    "dockerauthconfig": MEDIUM,
    "composerauth": MEDIUM,
    "npmconfigauth": MEDIUM,
    "googleapplicationcredentials": NONE,
    "pwd": NONE,
    "oldpwd": NONE,
    "username": NONE,
    "usr": NONE,
    "keys": NONE,
}
#: Words behind a credential's word that change nothing: ``API_KEY_PROD``, ``TOKEN_VALUE``, ``SECRET_KEY_BASE``.
_NEUTRAL = _set(
    "value val content contents data string str base base64 b64 raw plain clear default prod production dev develop"
    " development test testing stage staging live main old new next current local a b"
)


def words(name: str) -> list[str]:
    """Split a name into its words, in lower case, numbers at the end left out."""
    found = [word.lower() for word in _WORD.findall(name)]
    while len(found) > 1 and found[-1].isdigit():
        found.pop()
    return found


@lru_cache(maxsize=4096)
def strength(name: str) -> int:
    """Return how strongly a name says that its value is a credential."""
    parts = words(name)
    if not parts or len(name) > 256:
        return NONE
    joined = "".join(parts)
    if joined in _KNOWN:
        return _KNOWN[joined]
    if joined.endswith("awsaccesskeyid"):
        return MEDIUM
    if parts[0] == "bundle" and "__" in name:
        return STRONG if name.upper() == name else NONE  # Bundler: BUNDLE_GEMS__EXAMPLE__COM=user:password
    if parts[-1] in _ACCOUNTS:
        return ACCOUNT
    if parts[-1] in _LAST or not _ANYWHERE.isdisjoint(parts):
        return NONE
    if any(word in _STRONG or word.endswith(_STRONG_ENDINGS) for word in parts):
        return MEDIUM if parts[-1] == "key" else STRONG  # mostly the name of a key in an object
    return _behind_neutral(parts)


@lru_cache(maxsize=4096)
def mentions(name: str) -> bool:
    """Tell whether a credential's word stands somewhere in a name, and none that makes it a name of something else."""
    parts = words(name)
    if not parts or parts[-1] in _LAST or not _ANYWHERE.isdisjoint(parts):
        return False
    return any(word in _MEDIUM or word in _STRONG or word.endswith(_STRONG_ENDINGS + _MEDIUM_ENDINGS) for word in parts)


@lru_cache(maxsize=4096)
def describes(name: str) -> bool:
    """Tell whether a name is one of something beside a credential: an account, a host, a path, a public part."""
    parts = words(name)
    return bool(parts) and (parts[-1] in _ACCOUNTS or parts[-1] in _LAST or not _ANYWHERE.isdisjoint(parts))


def _behind_neutral(parts: list[str]) -> int:
    """Judge the last word that carries a meaning."""
    end = len(parts)
    while end > 1 and (parts[end - 1] in _NEUTRAL or parts[end - 1].isdigit()):
        end -= 1
    last = parts[end - 1]
    before = parts[end - 2] if end > 1 else ""
    if before == "signing":
        return MEDIUM if not _SIGNED.isdisjoint(parts) else NONE  # else the key of packages, a fingerprint
    if last in _MEDIUM or last.endswith(_MEDIUM_ENDINGS):
        return MEDIUM
    if last == "key" and before in _QUALIFIERS or last == "auth" and before == "basic":
        return MEDIUM
    return WEAK if last in _WEAK else NONE
