"""What is made when somebody first needs it: functions known by name, regular expressions."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from typing import Any
from typing import Generic
from typing import TypeVar
from typing import cast
from typing import overload

Made = TypeVar("Made")


class Deferred:
    """Stands for the function or class ``reference`` ("module:name") until somebody needs it.

    Calling it, or asking it for an attribute, imports the module; whatever that raises is raised there.
    """

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self._thing: Any = None

    def load(self) -> Any:
        """Return what it stands for, which is imported the first time."""
        if self._thing is None:
            module, _, path = self.reference.partition(":")
            thing: Any = importlib.import_module(module)
            for name in path.split("."):
                thing = getattr(thing, name)
            self._thing = thing
        return self._thing

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.load()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("reference", "_thing"):
            raise AttributeError(name)
        return getattr(self.load(), name)


def load(thing: Any) -> Any:
    """Return what a Deferred stands for, and anything else as it is."""
    return thing.load() if isinstance(thing, Deferred) else thing


def reference(thing: Any) -> str:
    """Name a function or class so that it can be imported again: "module:name"."""
    return str(thing.reference) if isinstance(thing, Deferred) else f"{thing.__module__}:{thing.__qualname__}"


class once(Generic[Made]):
    """``functools.cached_property`` without the lock that it takes before Python 3.12, which is most of its time."""

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[Made]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Made: ...

    def __get__(self, instance: object | None, owner: type) -> once[Made] | Made:
        if instance is None:
            return self
        made = instance.__dict__[self.name] = self.make(instance)
        return made


class _Pattern:
    """Stands for a regular expression until it is first used; from then on its methods are those of that."""

    def __init__(self, expression: str, flags: int) -> None:
        self._made_of = expression, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(*self._made_of)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled when it is first used.

    Compiling those of all modules that one file needs takes as long as linting it, and it uses a third of them.
    """
    return cast("re.Pattern[str]", _Pattern(expression, flags))
