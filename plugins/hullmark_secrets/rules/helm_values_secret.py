"""A credential stands among the values of a chart.

Why: values are committed with the release, ``helm get values`` shows them to everybody who may read the release, and
Argo CD and Flux show them in their pages.
Instead: name a Secret that is there already, ``existingSecret: app``, or let the controller fill the value:
``valuesFrom`` of a HelmRelease with a Secret.
Flags: in ``spec.values`` of a HelmRelease, and in ``values``, ``valuesObject`` and ``parameters`` of Helm in an Argo CD
Application, a literal behind a name that says password, secret, token, credential or the key of something.
Not flagged: names of Secrets and of keys in them; yes and no, numbers, paths; placeholders, templates and references;
tokens, keys, URLs and hashes that are recognised by their form, since other rules report them.
See: https://fluxcd.io/flux/components/helm/helmreleases/#values-references
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Stream

from hullmark_secrets import keys
from hullmark_secrets.fields import credentials_in
from hullmark_secrets.judge import COMMON
from hullmark_secrets.judge import judge
from hullmark_secrets.pairs import pairs_in

_KINDS = ("HelmRelease", "Application", "ApplicationSet")


@rule(
    CREDENTIALS,
    WARNING,
    on=Stream,
    hints=("helmrelease", "application"),
    peers="kics:Passwords-And-Secrets checkov:CKV_SECRET_10",
)
def check(stream: Stream, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    for root in stream.roots:
        if isinstance(root, Mapping) and root.text("kind") in _KINDS and "sops" not in root:
            for name, value in _values(root.mapping("spec")):
                verdict = judge(name, value)
                if verdict.written_out:
                    part = value.part(verdict.start, verdict.end)
                    what = "that everybody tries first"
                    if verdict.kind != COMMON:
                        what = f"in clear text, {len(part)} characters"
                    yield Problem(part, f"{name} of the chart's values is a credential {what}")


def _values(spec: Mapping) -> Iterator[tuple[str, Text]]:
    """Yield the values of a release whose name says credential."""
    yield from credentials_in(spec.get("values"))
    spec = spec.mapping("template", "spec") or spec
    for source in (spec.mapping("source"), *spec.mappings("sources")):
        helm = source.mapping("helm")
        yield from credentials_in(helm.get("valuesObject"))
        for entry in helm.mappings("parameters"):
            name, value = entry.text("name"), entry.text("value")
            if name is not None and value is not None and keys.strength(name) >= keys.MEDIUM:
                yield str(name), value
        written = helm.scalar("values")
        if written is not None:
            yield from ((pair.name, pair.value) for pair in pairs_in(written.literal))
