"""Paths of files, and paths in messages."""

from __future__ import annotations

from posixpath import normpath

from hullmark.plugin import pattern

_TRIAL = pattern(
    r"(?:.*[-_./\\])?(?:ci|demos?|dev|devel|development|e2e|examples?|kind|local|minikube|samples?|tests?|testing"
    r"|testdata|tutorials?)(?:[-_./\\].*)?"
)


def normal(path: str) -> str:
    """Return a path of a file with slashes alone, and without steps that lead nowhere."""
    return normpath(path.replace("\\", "/"))


def is_trial(path: str) -> bool:
    """Tell whether a file is for trying out, developing or testing something, as its name or that of a folder says."""
    return _TRIAL.fullmatch(path.lower()) is not None


def spelled(path: tuple[str, ...]) -> str:
    """Return a path as the documentation writes it: ``spec.containers[0].ports``; only its end where it is long."""
    text = ""
    for step in path:
        text += f"[{step}]" if step.isdecimal() else f".{step}" if text else step
    if len(text) > 50:
        parts = text.split(".")
        while len(parts) > 1 and len(".".join(parts)) > 45:
            del parts[0]
        text = "..." + ".".join(parts)
    return text or "the object"
