"""Functions known by name and imported at their first call."""

from __future__ import annotations

import importlib
from typing import Any


class Deferred:
    """Stands for the function or class ``reference`` ("module:name") until somebody needs it.

    Calling it, or asking it for an attribute, imports the module; whatever that raises is raised there.
    """

    def __init__(self, reference: str) -> None:
        self.reference = reference

    def load(self) -> Any:
        """Import and return what it stands for."""
        module, _, path = self.reference.partition(":")
        thing: Any = importlib.import_module(module)
        for name in path.split("."):
            thing = getattr(thing, name)
        return thing

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.load()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "reference":
            raise AttributeError(name)
        return getattr(self.load(), name)


def load(thing: Any) -> Any:
    """Return what a Deferred stands for, and anything else as it is."""
    return thing.load() if isinstance(thing, Deferred) else thing


def reference(thing: Any) -> str:
    """Name a function or class so that it can be imported again: "module:name"."""
    return str(thing.reference) if isinstance(thing, Deferred) else f"{thing.__module__}:{thing.__qualname__}"
