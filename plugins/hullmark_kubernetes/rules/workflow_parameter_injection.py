"""A parameter of a workflow is pasted into a script.

Why: the text is put in before the shell or the interpreter reads it, so whoever may start the workflow, or whoever
wrote what an earlier step read, can end the line and add commands of their own.
Instead: hand it over as data: ``env: [{name: TITLE, value: "{{inputs.parameters.title}}"}]`` and ``"$TITLE"`` in the
script.
Flags: ``{{inputs.parameters.x}}``, ``{{workflow.parameters.x}}`` and outputs of steps and tasks in ``source`` of an
Argo template, or in what ``sh -c``, ``python -c`` and the like are given; ``$(params.x)`` in ``script`` of a Tekton
step, in the profile strict.
Not flagged: parameters in variables, in arguments of other programs and in ``when``; parameters whose values an
``enum`` lists.
See: https://argo-workflows.readthedocs.io/en/latest/walk-through/parameters/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer

_ARGO = pattern(
    r"\{\{=?[^{}]{0,80}\b(?:inputs\.parameters|workflow\.parameters|(?:steps|tasks)\.[\w-]+\.outputs)\b[^{}]{0,200}\}\}"
)
_TEKTON = pattern(r"\$\((?:params|context)[.\[][^()]{1,200}\)")
_NAME = pattern(r"(?:parameters|params)(?:\.|\[[\"'])([\w-]+)")
_INTERPRETERS = pattern(r"(?:.*/)?(?:(?:ba|da|a|z|k)?sh|python[\d.]*|node|perl|ruby)")


@rule(SUPPLY_CHAIN, ERROR, on=PodContainer, peers="semgrep:argo-workflow-parameter-command-injection")
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the first parameter in each script."""
    group = container.pod.resource.group
    if group == "argoproj.io":
        pattern, profile = _ARGO, DEFAULT
        scripts = container.node.texts("source") or list(_inline(container))
    elif group.endswith("tekton.dev"):
        pattern, profile = _TEKTON, STRICT
        scripts = container.node.texts("script")
    else:
        return
    closed = _closed(container)
    for script in scripts:
        for match in pattern.finditer(script):
            name = _NAME.search(match[0])
            if name is None or name[1] not in closed:
                place = script.part(*match.span())
                yield Problem(place, "the parameter becomes a part of the script and may add commands", profile=profile)
                break


def _inline(container: PodContainer) -> Iterator[Text]:
    """Yield the texts that an interpreter is given behind ``-c`` or ``-e``."""
    words = container.words
    if words and _INTERPRETERS.fullmatch(words[0]):
        for option, text in zip(words, words[1:]):
            if option.startswith("-") and option.endswith(("c", "e")) and not option.startswith("--"):
                yield text


def _closed(container: PodContainer) -> set[str]:
    """Return the names of the parameters that take only values from a list."""
    pod, resource = container.pod, container.pod.resource
    holders = (
        pod.spec.mappings("inputs", "parameters"), pod.spec.mappings("params"), resource.spec.mappings("params"),
        resource.spec.mappings("arguments", "parameters"), pod.outer.mappings("arguments", "parameters"),
    )
    return {
        str(entry.text("name")) for entries in holders for entry in entries if "enum" in entry
    }
