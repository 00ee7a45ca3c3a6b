"""Vault, OpenBao and Consul: how they are started, and what their configuration says of TLS."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.endpoints import is_comment
from hullmark_containers.settings import environment

#: Variables that say where a client finds a server.
ADDRESSES = ("BAO_ADDR", "CONSUL_HTTP_ADDR", "VAULT_ADDR")
HINTS = ("-dev", "tls_disable", "verify_outgoing")

_TOKENS = ("BAO_DEV_ROOT_TOKEN_ID", "VAULT_DEV_ROOT_TOKEN_ID")
_IMAGE = pattern(r"(?:.*[/_-])?(?P<program>vault|openbao|bao|consul)(?:-enterprise)?")
_OFF = pattern(
    r"\btls_disable[\"']?\s*[:=]\s*[\"']?(?:true|1)\b[\"']?|\bverify_outgoing[\"']?\s*[:=]\s*[\"']?false\b[\"']?"
)
_OWN = pattern(r"\baddress[\"']?\s*[:=]\s*[\"'](?:127\.|localhost|\[?::1)")
_OTHERS = pattern(r"-client[= ](?:0\.0\.0\.0|\[?::)")


def development(fact: Variable | Script | File) -> Text | None:
    """Return what starts a server in its mode for development."""
    if isinstance(fact, Variable):
        given = fact.kind == "env" and fact.name in _TOKENS and fact.value != "" and fact.container is not None
        return fact.name if given else None
    if isinstance(fact, File) or fact.use != "start":
        return None
    for command in fact.commands:
        program = command.program if command.program not in ("server", "agent") else _program(fact.container)
        dev = next((word for word in command.args if word in ("-dev", "--dev")), None)
        if dev is None or not _IMAGE.fullmatch(program):
            continue
        if program == "consul":
            if _OTHERS.search(" ".join(command.args)):
                return dev
        elif not any(name in _TOKENS for name, _ in environment(fact.container)):
            return dev
    return None


def _program(container: Container | None) -> str:
    """Return the program of an image that is given only a subcommand."""
    image = container.image if container is not None else None
    match = _IMAGE.fullmatch(image.repository) if image is not None else None
    return match["program"] if match is not None else ""


def without_tls(fact: Variable | Script | File) -> Iterator[Text]:
    """Yield the settings that turn TLS off."""
    if isinstance(fact, Variable):
        texts = [fact.value] if fact.value is not None and fact.kind in ("env", "config", "secret") else []
    elif isinstance(fact, File):
        texts = [fact.text]
    else:
        texts = [word for command in fact.commands for word in command.args] if fact.use == "start" else []
    for text in texts:
        if ("tls_disable" in text or "verify_outgoing" in text) and not _OWN.search(text):
            for match in _OFF.finditer(text):
                if not is_comment(text, match.start()):
                    yield text.part(*match.span())
