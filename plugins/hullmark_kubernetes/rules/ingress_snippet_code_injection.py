"""An annotation of an Ingress injects code into nginx.

Why: what follows the injected characters runs in the controller's nginx, whose service account reads the Secrets of
all namespaces (CVE-2021-25742; CVE-2025-1097, 1098 and 24514).
Instead: a plain URL or host in these annotations, no snippets, and a controller of at least 1.11.5 or 1.12.1.
Flags: Lua, the path of service account tokens or the directive alias in a snippet; characters that no URL has in
auth-url, mirror-target and mirror-host; quotes, braces, semicolons, line breaks or a bare ``|`` in auth-tls-match-cn.
Not flagged: alias as a part of a word; URLs with a query or nginx's variables; Ingresses of another class.
See: https://github.com/kubernetes/kubernetes/issues/131007
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.ingresses import ingress_class
from hullmark_kubernetes.tree import Resource

_PREFIX = "nginx.ingress.kubernetes.io/"
_SNIPPET = pattern(r"(?P<bad>\w*(?:lua_|_lua)\w*|[\w./]*kubernetes\.io[\w./]*|(?<![\w-])alias(?![\w-]))")
_URL = pattern(r"(?P<bad>[^\s\w\-.~:/?#\[\]@!&()*+,=%$])")
_NAME = pattern(r"\([^()'\"{};\r\n]*\)|(?P<bad>[\r\n'\"{};|])")
_PLAIN = {"auth-url": _URL, "mirror-target": _URL, "mirror-host": _URL, "auth-tls-match-cn": _NAME}


@rule(
    PRIVILEGES,
    ERROR,
    on=Resource,
    when=("Ingress",),
    peers="checkov:CKV_K8S_152 checkov:CKV_K8S_154 trivy:KCV-0093",
)
def check(ingress: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first characters that inject."""
    kind = ingress_class(ingress)
    if kind is not None and kind.known and "nginx" not in kind:
        return
    for key, value in ingress.annotations:
        prefix, _, name = key.value.rpartition("/")
        pattern = _SNIPPET if "snippet" in name else _PLAIN.get(name) if f"{prefix}/" == _PREFIX else None
        if pattern is None or not isinstance(value, Scalar):
            continue
        snippet = pattern is _SNIPPET
        text = value.literal if snippet else value.text
        found = (match for match in pattern.finditer(text, 0, len(text.rstrip())) if match["bad"])
        bad = next(found, None) if text.known else None
        if bad is not None:
            what = bad["bad"] if bad["bad"].strip() else "a line break"
            then = "opens files of the controller or runs code" if snippet else "ends the value: what follows is code"
            yield Problem(text.part(*bad.span("bad")), f"{what} in {name} {then}")
