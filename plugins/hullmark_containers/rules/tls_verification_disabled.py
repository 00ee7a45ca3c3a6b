"""A tool accepts any certificate.

Why: whoever sits between the tool and the server can read what is sent, tokens included, and answer with something
else.
Instead: drop the switch. For an authority of your own install its certificate, ``COPY ca.crt
/usr/local/share/ca-certificates/`` and ``RUN update-ca-certificates``, or name it with the tool's own option.
Flags: switches of tools without a rule of their own, as options, variables, and in written configuration: kubectl, oc,
helm, argocd, skopeo, podman, buildah, crane, oras, aws, az, gcloud, vault, mc, cf, ansible, apt, apk, conda, Composer,
Bundler, Go, Maven, Gradle, PowerShell and others. A command that only asks this machine or a private network is
information, one in a test stage a warning. In a manifest or service also such a switch of any program that a container
starts with, and fields such as ``insecureSkipVerify: true`` of any object, kubeconfig files included.
Not flagged: an APIService, which apiservice-tls-not-verified reports; curl, wget, git, Node.js, npm, pip, Python and
yum, which have rules of their own in this family; a switch that is set to keep the check on; text that only mentions
it.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Stream

from hullmark_containers.insecure import FIELD_HINTS
from hullmark_containers.insecure import OPTION_HINTS
from hullmark_containers.insecure import of_objects
from hullmark_containers.insecure import of_script
from hullmark_containers.switches import SETTINGS
from hullmark_containers.switches import UNVERIFIED
from hullmark_containers.switches import problems
from hullmark_containers.tools import TLS


@rule(
    ENCRYPTION,
    {"": ERROR, "compose": WARNING, "kubernetes": WARNING},
    on=(*SETTINGS, Script, Stream),
    when={None: TLS.keys, Script: ("start", "health")},
    hints={**TLS.hints, Script: OPTION_HINTS, Stream: FIELD_HINTS},
    peers=(
        "checkov:CKV2_DOCKER_2 semgrep:skip-tls-verify-cluster dockerbench:2.7 checkov:CKV2_DOCKER_6"
        " checkov:CKV2_DOCKER_5 checkov:CKV2_DOCKER_14 checkov:CKV2_DOCKER_12 checkov:CKV2_DOCKER_16"
        " checkov:CKV2_DOCKER_3 semgrep:skip-tls-verify-service"
    ),
)
def check(fact: Command | Assignment | Variable | File | Script | Stream, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    if isinstance(fact, (Script, Stream)):
        places = of_script(fact) if isinstance(fact, Script) else of_objects(fact)
        for shown, place in places:
            yield Problem(place, f"{shown} {UNVERIFIED}")
    else:
        yield from problems(fact, context, TLS, UNVERIFIED)
