"""What tables of rules say about flags: each function makes a test of a component, and ``table`` makes rules of tests.

A message is the flag with its value, or what is missing, a colon, and what follows from it.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Rule
from hullmark.plugin import rule

from hullmark_kubernetes.controlplane.clusterfiles import FIELDS
from hullmark_kubernetes.controlplane.components import ADDITION
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.components import Flag

Test = Callable[[Component, Context], Iterator[Problem]]
#: Tells whether a test applies to a component.
Condition = Callable[[Component], bool]
#: Tells whether a flag's value, which is known, is wrong.
Judge = Callable[[Flag], bool]

_LABELS = {kind: {flag: path for path, flag in fields.items()} for kind, (_, fields) in FIELDS.items()}


def table(module: str, *components: str) -> Callable[..., Rule]:
    """Return what declares the rules of a module that reads the flags of these components.

    A test's profile counts where it is wider than the rule's.
    """

    def declare(slug: str, category: str, severity: str, profile: str, peers: str, *tests: Test) -> Rule:
        wider = {DEFAULT: (STRICT, ALL), STRICT: (ALL,), ALL: ()}[profile]

        def check(component: Component, context: Context) -> Iterator[Problem]:
            for test in tests:
                for problem in test(component, context):
                    yield problem if problem.profile in wider else problem._replace(profile=DEFAULT)

        check.__module__ = module
        return rule(category, severity, on=Component, when=components, profile=profile, peers=peers, slug=slug)(check)

    return declare


def first(*tests: Test) -> Test:
    """Flag what the first of these tests flags that flags anything."""

    def test(component: Component, context: Context) -> Iterator[Problem]:
        for one in tests:
            found = list(one(component, context))
            if found:
                yield from found
                return

    return test


def label(component: Component, name: str) -> str:
    """Return how a component's file calls a flag that it does not set."""
    return _LABELS.get(component.resource.kind, {}).get(name, name) if component.file else f"--{name}"


def lacks(
    *names: str, then: str, unless: tuple[str, ...] = (), together: bool = False, kin: tuple[str, ...] = (),
    when: Condition | None = None, pairs: bool = False, profile: str = STRICT,
) -> Test:
    """Flag a component that is not given all of the named flags.

    ``unless`` names flags that make them needless, ``when`` tells where they are needed. ``together`` holds for flags
    that form one group: where only a part of the flags is in sight, some of the group, or their ``kin``, stand for all,
    except, with ``pairs``, that each is of use only with the next one.
    """

    def test(component: Component, context: Context) -> Iterator[Problem]:
        gone = component.missing(*names)
        if not gone or component.given(*unless) or when is not None and not when(component):
            return
        if together and not component.whole:
            gone = gone if len(gone) == len(names) and component.flag(*kin) is None else _unpaired(names, gone, pairs)
        if gone:
            called = ", ".join(label(component, name) for name in gone[:3]) + ", ..." * (len(gone) > 3)
            yield Problem(component, f"{component.called} has no {called}: {then}", profile=profile)

    return test


def _unpaired(names: tuple[str, ...], gone: list[str], pairs: bool) -> list[str]:
    """Return what is missing beside a flag that is of use only with it."""
    couples = zip(names[::2], names[1::2]) if pairs else ()
    return [
        name for one, other in couples if (one in gone) != (other in gone) for name in (one, other) if name in gone
    ]


def forbids(*names: str, then: str, profile: str = DEFAULT) -> Test:
    """Flag these flags wherever they are set."""

    def test(component: Component, context: Context) -> Iterator[Problem]:
        for name in names:
            flag = component.flag(name)
            if flag is not None:
                yield Problem(flag, f"{flag}: {then}", profile=profile)

    return test


def wrong(*names: str, judge: Judge, then: str, profile: str = DEFAULT) -> Test:
    """Flag these flags where their value, as far as it is known, is wrong."""

    def test(component: Component, context: Context) -> Iterator[Problem]:
        for name in names:
            flag = component.flag(name)
            if flag is not None and (flag.value is None or flag.value.known) and judge(flag):
                yield Problem(flag, f"{flag}: {then}", profile=profile)

    return test


def off(*names: str, then: str, profile: str = DEFAULT) -> Test:
    """Flag these flags where they are switched off."""
    return wrong(*names, judge=lambda flag: flag.off, then=then, profile=profile)


def on(*names: str, then: str, profile: str = DEFAULT) -> Test:
    """Flag these flags where they are switched on."""
    return wrong(*names, judge=lambda flag: flag.on, then=then, profile=profile)


def holds(*names: str, items: tuple[str, ...], then: str, profile: str = DEFAULT) -> Test:
    """Flag each of these items of a list."""

    def test(component: Component, context: Context) -> Iterator[Problem]:
        for item in component.items(*names):
            if item in items:
                yield Problem(item, f"{item} in {label(component, names[0])}: {then}", profile=profile)

    return test


def below(name: str, least: int, then: str, profile: str = STRICT) -> Test:
    """Flag a number that is positive and too small; 0 stands for no bound."""
    return wrong(
        name, judge=lambda flag: flag.number is not None and 0 < flag.number < least, then=then, profile=profile
    )


def by_command(component: Component) -> bool:
    """Tell whether a command line says what the component is told: there are flags, and no file holds further ones.

    For the kubelet, whose defaults on the command line are those of its first releases.
    """
    if component.file or component.extent == ADDITION:
        return False
    return bool(component.flags) and not component.given("config", "config-dir")


def by_file(component: Component) -> bool:
    """Tell whether fields of a file set the component up."""
    return component.file


def either(component: Component) -> bool:
    """Tell whether what the component is told is in sight, on a command line or in fields."""
    return component.file or by_command(component)
