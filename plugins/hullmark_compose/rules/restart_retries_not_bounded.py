"""A service that fails is started again without end, or not five times.

Why: a service that cannot start takes processor time and fills the logs for ever, and hides that it never works.
Instead: ``restart: on-failure:5``, or ``deploy: {restart_policy: {condition: on-failure, max_attempts: 5}}``.
Flags: ``on-failure`` without a number, or with a larger one than the limit; in the profile ``all`` also with a smaller
one, since the CIS benchmark wants that number and no other.
Not flagged: ``always`` and ``unless-stopped``, which go on on purpose; a number that is filled in later.
Options: ``maximum`` is the number of attempts that is wanted.
See: https://docs.docker.com/reference/compose-file/services/#restart
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_compose.service import Service


class Options(NamedTuple):
    """Options of the rule."""

    maximum: int = 5


@rule(
    RESILIENCE,
    INFO,
    on=Service,
    profile=STRICT,
    peers="kics:restart-policy-on-failure-not-set-to-5 dockerbench:5.15",
    options=Options,
)
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the policy or its number."""
    maximum = context.options.maximum
    for policy, attempts in _policies(service):
        if attempts is None:
            yield Problem(policy, "the service is started again without end when it fails")
        elif attempts.known and attempts.isdecimal() and int(attempts[:9]) != maximum:
            profile = STRICT if int(attempts[:9]) > maximum else ALL
            yield Problem(attempts, f"the service is started again {attempts} times, not {maximum}", profile=profile)


def _policies(service: Service) -> Iterator[tuple[Text, Text | None]]:
    """Yield each policy that restarts on failure, with the number of its attempts."""
    restart = service.view.text("restart")
    if restart is not None and restart.known and restart.startswith("on-failure"):
        colon = restart.find(":")
        yield restart, restart.part(colon + 1, len(restart)) if colon >= 0 else None
    policy = service.deploy.mapping("restart_policy")
    condition = policy.text("condition")
    if condition is not None and condition == "on-failure":
        yield condition, policy.text("max_attempts")
