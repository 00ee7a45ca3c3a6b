"""What a service may do on its host, as shared facts.

Sources: Docker's documentation of ``docker run`` (``--security-opt``, ``--cap-add``) and the Compose specification.
"""

from __future__ import annotations

from hullmark.model import Security
from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml.scalars import BOOLEANS

from hullmark_compose.service import Service
from hullmark_compose.syntax import texts


def unsaid(service: Service, *path: str) -> Text | None:
    """Return None for what is not said anywhere if not here, a text that is not known for what another file may say."""
    return Text("", service.span, known=False, editable=False) if service.left_open(*path) else None


def flag(node: Mapping, key: str) -> Text | None:
    """Return a boolean as "true" or "false"; Compose reads the words of YAML 1.1 as such, also in quotes."""
    scalar = node.scalar(key)
    if scalar is None:
        return None
    said = BOOLEANS.get(scalar.value)
    value = scalar.value if said is None else "true" if said else "false"
    return scalar.text if value == scalar.value else scalar.text.substitute(value, scalar.known)


def security_of(service: Service) -> Security:
    """Return what a service may do beyond running its process."""
    view = service.view
    options = [(option, *_option(option)) for option in service.security_options]
    dropped = _capabilities(view, "cap_drop")
    if not dropped and (nothing := unsaid(service, "cap_drop")) is not None:
        dropped = (nothing,)
    privileged = flag(view, "privileged")
    for hook in service.hooks:
        if privileged is None or privileged == "false":
            privileged = flag(hook, "privileged") or privileged
    return Security(
        service.at("security_opt").span,
        privileged,
        _escalation(options) or unsaid(service, "security_opt"),
        flag(view, "read_only") or unsaid(service, "read_only"),
        _capabilities(view, "cap_add"),
        dropped,
        _profile(options, "seccomp"),
        _profile(options, "apparmor"),
        _profile(options, "systempaths", "Unmasked"),
        service.at("cap_drop").span,
        tuple(mount.propagation for mount in service.volumes if mount.propagation is not None),
        service.lacks("security_opt") and not service.view.has("provider"),
    )


def _option(text: Text) -> tuple[str, str]:
    """Take ``NAME:VALUE`` or ``NAME=VALUE`` apart."""
    name, _, value = str(text).replace(":", "=", 1).partition("=") if "=" not in text else text.partition("=")
    return name.strip().lower(), value.strip()


def _escalation(options: list[tuple[Text, str, str]]) -> Text | None:
    """Return whether a process may gain rights: "false" where ``no-new-privileges`` is set."""
    for text, name, value in options:
        if name == "no-new-privileges":
            return text.substitute("true" if value.lower() == "false" else "false", text.known)
    return next((text for text, _, _ in options if not text.known), None)


def _profile(options: list[tuple[Text, str, str]], kind: str, off: str = "Unconfined") -> Text | None:
    """Return the kind of a profile; ``off`` is the word for none."""
    for text, name, value in options:
        if name == kind and value:
            return text.substitute(off if value.lower() == "unconfined" else "Localhost", text.known)
    return None


def _capabilities(view: Mapping, key: str) -> tuple[Text, ...]:
    """Return capabilities in upper case, without ``CAP_``, underlining them as written."""
    found = []
    for text in texts(view.get(key)):
        name = text.upper().removeprefix("CAP_")
        found.append(text if name == text else text.substitute(name, text.known))
    return tuple(found)
