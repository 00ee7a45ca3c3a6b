"""Mail is sent, or fetched, without TLS.

Why: the password of the account and all mail go over the wire as they are, password resets included.
Instead: ``smtps://`` with port 465, or port 587 with STARTTLS that is required; IMAP and POP3 on 993 and 995.
Flags: port 25 for a host elsewhere, in ``smtp://host:25`` or a variable; switches such as SMTP_TLS, SMTP_SECURE,
EMAIL_USE_TLS and MAIL_ENCRYPTION set to no, GF_SMTP_STARTTLS_POLICY=NoStartTLS, smtp_require_tls of Alertmanager and
requireTLS of an AlertmanagerConfig set to no; certificates of mail servers that are not verified; the ports 110 and 143
of a mail server published without 995 and 993. In the profile strict a switch whose host is not known.
Not flagged: ports 465 and 587 where the switch is one between the two ways of TLS; services beside this one such as
Mailpit, this machine, private networks; hosts that are filled in later; the port 25 of a server that receives mail.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Port
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Stream

from hullmark_containers.mail import SWITCHES
from hullmark_containers.mail import of_alerts
from hullmark_containers.mail import port_of
from hullmark_containers.mail import switched_off
from hullmark_containers.plaintext import CONNECTIONS
from hullmark_containers.plaintext import Plain
from hullmark_containers.plaintext import connections
from hullmark_containers.plaintext import weigh
from hullmark_containers.settings import is_moot

TABLE = Plain(
    schemes={"smtp": "write smtps:// with port 465"},
    ported={"smtp": ("25",)},
    ports={"110": "995", "143": "993"},
    images=pattern(r"mail|dovecot|imap|postfix|maddy|stalwart|cyrus"),
)


@rule(
    ENCRYPTION, WARNING, on=CONNECTIONS, not_in=("dockerfile",),
    hints=(*TABLE.hints, *SWITCHES.hints, "alertmanagerconfig"),
)
def check(fact: Variable | Script | File | Port | Stream, context: Context) -> Iterator[Problem]:
    """Flag the URL, the switch or the port."""
    yield from connections(fact, context, TABLE, "passwords and mail")
    if isinstance(fact, Variable) and is_moot(fact, SWITCHES) and not (fact.value or "").endswith("25"):
        return
    if isinstance(fact, Port):
        return
    if isinstance(fact, Stream):
        for at in of_alerts(fact):
            yield Problem(at, "requireTLS: false sends mail, and the password of the account, without TLS")
        return
    for shown, at, distance in switched_off(fact):
        weight = weigh(distance, context, stated=True)
        if weight is not None:
            message = f"{shown} sends mail, and the password of the account, without TLS that is verified"
            yield Problem(at, message, severity=weight[0], profile=weight[1])
    found = port_of(fact) if isinstance(fact, Variable) else None
    weight = weigh(found[1], context) if found is not None else None
    if found is not None and weight is not None:
        message = "mail is handed over at port 25, which does not ask for TLS; use 465, or 587 with STARTTLS"
        yield Problem(found[0], message, severity=weight[0], profile=weight[1])
