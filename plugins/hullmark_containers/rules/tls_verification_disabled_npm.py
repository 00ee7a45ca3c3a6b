"""npm, yarn, pnpm or bun accepts any certificate.

Why: whoever sits between the build and the registry can serve another package, and its install scripts run in the
build.
Instead: drop the setting; name an authority of your own with ``npm config set cafile /path/ca.crt`` or
NODE_EXTRA_CA_CERTS.
Flags: ``strict-ssl`` set to false by ``config set``, as an option, through NPM_CONFIG_STRICT_SSL or
YARN_ENABLE_STRICT_SSL, in a written ``.npmrc``, ``.yarnrc`` or ``.yarnrc.yml``; an empty ``ca``;
``unsafeHttpWhitelist``. A test stage makes it a warning.
Not flagged: ``strict-ssl true``; a line that is a comment.
Fix safety: unsafe; the option is dropped, and a build that needed it fails until the missing certificate is installed.
See: https://docs.npmjs.com/cli/using-npm/config
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

from hullmark_containers.switches import OFF
from hullmark_containers.switches import SETTINGS
from hullmark_containers.switches import UNVERIFIED
from hullmark_containers.switches import Table
from hullmark_containers.switches import problems

_PROGRAMS = ("npm", "npx", "yarn", "pnpm", "pnpx", "bun")
_WORDS = (
    r"(?:^|\s)((?:--)?strict-ssl[ =](?:false|0|null)|enableStrictSsl[ =](?:false|0)|unsafeHttpWhitelist\b\S*"
    r"|(?<=set )ca[ =](?:null)?)(?=\s|$)"
)

TABLE = Table(
    options=dict.fromkeys(_PROGRAMS, frozenset(("--no-strict-ssl", "--strict-ssl=false", "--strict-ssl=0"))),
    words=dict.fromkeys(_PROGRAMS, _WORDS),
    variables=dict.fromkeys(
        (
            "NPM_CONFIG_STRICT_SSL", "npm_config_strict_ssl", "PNPM_CONFIG_STRICT_SSL", "YARN_STRICT_SSL",
            "yarn_strict_ssl", "YARN_ENABLE_STRICT_SSL",
        ),
        OFF,
    ),
    text=(
        r"^[ \t]*[\"']?strict-ssl[\"']?(?:[ \t]*=[ \t]*|[ \t]+)[\"']?(?:false|0)\b"
        r"|^[ \t]*enableStrictSsl[ \t]*:[ \t]*false\b|^[ \t]*unsafeHttpWhitelist[ \t]*:"
    ),
    marks=("strict-ssl", "enablestrictssl", "unsafehttpwhitelist"),
)


@rule(
    ENCRYPTION,
    ERROR,
    on=SETTINGS,
    when=TABLE.keys,
    hints=TABLE.hints,
    family="tls-verification-disabled",
    peers="checkov:CKV2_DOCKER_12 checkov:CKV2_DOCKER_13",
)
def check(fact: Command | Assignment | Variable | File, context: Context) -> Iterator[Problem]:
    """Flag what turns the check off."""
    yield from problems(fact, context, TABLE, UNVERIFIED)
