"""How registries are reached and with which logins: what several of these formats say alike."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_daemon.settings import PLAIN
from hullmark_daemon.settings import UNVERIFIED
from hullmark_daemon.settings import RegistryAccess

#: Fields that hold the login of a registry.
_FIELDS = ("password", "auth", "identity_token", "identitytoken", "registrytoken")


def is_plain(address: Text) -> bool:
    """Tell whether an address is one without TLS."""
    return address.lower().startswith("http://")


def host_of(address: Text) -> Text:
    """Return an address without its scheme."""
    scheme = address.find("://")
    return address.part(scheme + 3) if scheme >= 0 else address


def of_mirrors(mirrors: Mapping) -> Iterator[RegistryAccess]:
    """Yield the endpoints without TLS of mirrors: ``{NAME: {endpoint: [URL]}}``, or a list of URLs alone."""
    for key, mirror in mirrors:
        endpoints = mirror.texts("endpoint") if isinstance(mirror, Mapping) else mirrors.texts(key.value)
        for endpoint in endpoints:
            if is_plain(endpoint):
                yield RegistryAccess(endpoint.span, host_of(endpoint), PLAIN)


def of_configs(configs: Mapping) -> Iterator[RegistryAccess | Variable]:
    """Yield what is said of each registry: ``{HOST: {tls: {insecure_skip_verify: true}, auth: {password: X}}}``."""
    for key, config in configs:
        if not isinstance(config, Mapping):
            continue
        checked = config.mapping("tls").scalar("insecure_skip_verify")
        if checked is not None and checked.boolean:
            yield RegistryAccess(checked.span, key.text, UNVERIFIED)
        yield from login(config.mapping("auth"))


def logins(auths: Mapping) -> Iterator[Variable]:
    """Yield the logins of ``{HOST: {auth: X}}``."""
    for _, auth in auths:
        if isinstance(auth, Mapping):
            yield from login(auth)


def login(auth: Mapping) -> Iterator[Variable]:
    """Yield the fields of one login."""
    for field in _FIELDS:
        key, value = auth.key(field), auth.text(field)
        if key is not None and value is not None:
            yield Variable(value.span, key.text, value, "login")
