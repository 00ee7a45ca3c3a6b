"""gem, bundler or rvm keeps its cache in the layer.

Why: RubyGems keeps the downloaded .gem files and the generated documentation of all it installs, bundler and rvm keep
archives; nothing reads them in the finished image.
Instead: write ``gem install --no-document bundler:2.5.23``, ``bundle install && rm -rf /usr/local/bundle/cache``,
``rvm install 3.3.5 && rvm cleanup all``.
Flags: ``gem install`` and ``gem update`` without ``--no-document`` and with no later ``gem cleanup`` in the same RUN;
``bundle install`` and ``rvm install`` with nothing that removes their caches.
Not flagged: ``-N``, ``--no-doc``, ``--no-ri``, ``--no-rdoc``; ``--no-document`` in a gemrc anywhere in the file; gem
in the official ruby images, whose gemrc has it; caches removed later in the same RUN; stages whose files do not end
up in an image that runs; a cache or tmpfs mount on the directory.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.caches import left_behind
from hullmark_dockerfile.settings import setting

_LEFT = {"gem": "documentation and archives", "bundle": "the archives of the gems", "rvm": "archives and sources"}
_NO_DOCUMENT = ("-N", "--no-document", "--no-doc", "--no-ri", "--no-rdoc", "--conservative")


def _undocumented(command: Command, context: Context) -> bool:
    """Tell whether gem is told to make no documentation."""
    if command.arguments.has(*_NO_DOCUMENT) or setting(context.document.text, "gem-no-document") is not None:
        return True
    container = command.container
    image = container.image if container is not None else None
    return image is not None and image.repository == "ruby"


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("gem", "bundle", "bundler", "rvm"),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers=(
        "dockerfile_lint:no_gem_clean_all dockerfile_lint:no_rvm_cleanup_all"
        " binnacle:gemUpdateSystemRmRootGem binnacle:gemUpdateNoDocument"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    family = "bundle" if command.program == "bundler" else command.program
    arguments = command.arguments
    subcommand = arguments.subcommand or next(iter(arguments.operands), None)
    if subcommand is None or left_behind(context.document, command, family) is None:
        return
    if family == "gem" and _undocumented(command, context):
        return
    yield Problem(subcommand, f"{command.program} {subcommand} leaves {_LEFT[family]} in this layer")
