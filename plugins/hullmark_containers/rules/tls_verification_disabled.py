"""A tool accepts any certificate.

Why: whoever sits between the tool and the server can read what is sent, tokens included, and answer with something
else.
Instead: drop the switch. For an authority of your own install its certificate, ``COPY ca.crt
/usr/local/share/ca-certificates/`` and ``RUN update-ca-certificates``, or name it with the tool's own option.
Flags: switches of tools without a rule of their own, as options, variables, and in written configuration: kubectl, oc,
helm, argocd, skopeo, podman, buildah, crane, oras, aws, az, gcloud, vault, mc, cf, ansible, apt, apk, conda, Composer,
Bundler, Go, Maven, Gradle, PowerShell and others. A command that only asks this machine or a private network is
information, one in a test stage a warning.
Not flagged: curl, wget, git, Node.js, npm, pip, Python and yum, which have rules of their own in this family; a switch
that is set to keep the check on; text that only mentions it.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.switches import SETTINGS
from hullmark_containers.switches import problems
from hullmark_containers.tools import TLS


@rule(
    ENCRYPTION, ERROR, on=SETTINGS, when=TLS.keys, hints=TLS.hints,
    peers="checkov:CKV2_DOCKER_2 semgrep:skip-tls-verify-cluster",
)
def check(fact: Command | Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TLS, "turns certificate verification off")
