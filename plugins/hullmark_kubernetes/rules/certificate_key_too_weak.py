"""A certificate is asked for with a key or a signature that does not hold.

Why: RSA below 2048 bits and signatures by SHA-1 can be broken; clients refuse such certificates, as do authorities. A
certificate that signs others and serves as well loses all of them with the key of one server.
Instead: ``privateKey: {algorithm: ECDSA, size: 256}``, or RSA with 2048 bits or more, and one certificate a purpose.
Flags: in a Certificate of cert-manager, and its annotations of an Ingress or a Gateway, RSA below 2048 and ECDSA below
256 bits; a ``signatureAlgorithm`` with SHA-1 or MD5; a CertificateSigningRequest with an RSA key below 2048 bits. In
the profile strict ``isCA: true`` with the usage server auth, and a ``duration`` of more than 398 days from an ACME
issuer of the set, which no public authority grants.
Not flagged: no size, which is 2048 bits; values that are filled in later.
See: https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificatePrivateKey
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.certificates import rsa_bits
from hullmark_kubernetes.certificates import too_small
from hullmark_kubernetes.tree import Resource

_WEAK = pattern(r"(?:.*With)?(?:SHA-?1|MD[25])(?:With.*)?")
_HOURS = pattern(r"(\d{1,9})h.*")
#: What public authorities grant at most: 398 days.
_MOST = 398 * 24
_ISSUERS = ("Issuer", "ClusterIssuer")
_ANNOTATION = "cert-manager.io/private-key-"


@rule(ENCRYPTION, WARNING, on=Resource, when=("Certificate", "CertificateSigningRequest", "Ingress", "Gateway"))
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the size, the algorithm, the usage or the duration; or the request."""
    spec = resource.spec
    if resource.kind == "CertificateSigningRequest":
        request = spec.text("request")
        bits = rsa_bits(request) if request is not None else None
        if bits is not None and bits < 2048:
            yield Problem(request, f"the request has an RSA key of {bits} bits; make one of 2048 or more")
    elif resource.kind != "Certificate":
        notes = resource.annotations
        yield from _key(notes.text(f"{_ANNOTATION}algorithm"), notes.text(f"{_ANNOTATION}size"))
    elif "cert" in resource.group:
        key = spec.mapping("privateKey")
        yield from _key(key.text("algorithm") or spec.text("keyAlgorithm"), key.text("size") or spec.text("keySize"))
        signature = spec.text("signatureAlgorithm")
        if signature is not None and _WEAK.fullmatch(signature):
            yield Problem(signature, f"{signature} can be forged; sign by SHA-256 or better")
        usage = next((usage for usage in spec.texts("usages") if usage == "server auth"), None)
        if usage is not None and spec.is_true("isCA"):
            yield Problem(usage, "a certificate that signs others is a server's as well; make two", profile=STRICT)
        yield from _duration(resource)


def _key(algorithm: Text | None, size: Text | None) -> Iterator[Problem]:
    if too_small(algorithm, size):
        yield Problem(size, f"{(algorithm or 'RSA').upper()} with {size} bits is too weak")


def _duration(certificate: Resource) -> Iterator[Problem]:
    duration, issuer = certificate.spec.text("duration"), certificate.spec.mapping("issuerRef")
    hours = _HOURS.fullmatch(duration) if duration is not None else None
    if hours is None or int(hours[1]) <= _MOST:
        return
    kind = str(issuer.text("kind") or "Issuer")
    found = certificate.around(kind) if kind in _ISSUERS else []
    if any(other.name == issuer.text("name") and other.spec.has("acme") for other in found):
        yield Problem(duration, f"{duration} is longer than the 398 days that authorities grant", profile=STRICT)
