"""The command line: arguments in, a report and an exit code out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any

from hullmark import __version__
from hullmark.arguments import build

CLEAN, FOUND, MISUSED, FAILED = 0, 1, 2, 3

#: New objects between two garbage collections. What a file is parsed into lives until the file is done, so looking at
#: it every 700 objects, as Python does by default, finds nothing and takes a tenth of the time or more.
COLLECT_EVERY = 1_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code, which ``EXIT_CODES`` in ``arguments`` explains."""
    gc.set_threshold(COLLECT_EVERY)
    try:
        arguments = build().parse_args(argv)
        return int({"check": check, "rules": rules, "explain": explain, "completion": completion}[arguments.command](
            arguments
        ))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISUSED
    except KeyboardInterrupt:
        return 130


def complain(message: str) -> None:
    """Print a line for the user to stderr."""
    from hullmark.report.safe import safe

    sys.stderr.write(f"hullmark: {safe(message)}\n")


def cache_directory() -> str | None:
    """Return the user's cache directory, None where there is none to be had."""
    given = os.environ.get("HULLMARK_CACHE_DIR")
    if given is not None:
        return given or None
    if sys.platform == "linux":  # what platformdirs says there, without the 12 ms that its import takes
        base = os.environ.get("XDG_CACHE_HOME") or ""
        folder = os.path.join(base if os.path.isabs(base) else os.path.expanduser("~/.cache"), "hullmark")
    else:
        from platformdirs import user_cache_dir

        folder = user_cache_dir("hullmark", appauthor=False)
    return folder if os.path.isabs(folder) else None


def load_registry() -> Any:
    """Return what is installed, and complain about what is broken."""
    from hullmark.registry import load

    registry = load(cache_directory())
    for error in registry.errors:
        complain(error)
    return registry


def check(arguments: Any) -> int:
    """Lint and report."""
    from time import strftime

    from hullmark.config import ConfigError
    from hullmark.run import Job
    from hullmark.run import run
    from hullmark.settings import Flags
    from hullmark.settings import Settings
    from hullmark.source import MAX_BYTES

    registry = load_registry()
    reporter = find_reporter(arguments.format, registry)
    if reporter is None:
        return MISUSED
    flags = Flags(
        arguments.profile, tuple(arguments.select), tuple(arguments.extend_select), tuple(arguments.ignore),
        arguments.fail_on, arguments.config, arguments.isolated,
    )
    try:
        settings = Settings(registry, flags)
        if not known_ids(settings.ids, (*flags.select, *flags.extend_select, *flags.ignore)):
            return MISUSED
        job = Job(
            settings, strftime("%Y-%m-%d"), not arguments.no_suppressions,
            arguments.format == "text", arguments.max_size or MAX_BYTES, arguments.project,
            None if arguments.no_cache else cache_directory(),
        )
        found = list(targets(arguments, settings))
        for note in settings.notes(target.path for target in found):
            complain(note)
        results = list(run(found, job, arguments.jobs))
        if "-" in arguments.paths:
            results.append(standard_input(arguments, job))
    except ConfigError as error:
        complain(str(error))
        return MISUSED
    return deliver(arguments, registry, reporter, results)


def known_ids(ids: Any, names: Sequence[str]) -> bool:
    """Complain about ids that stand for no rule."""
    good = True
    for name in names:
        if not ids.find(name):
            close = ids.nearest(name)
            complain(f"unknown rule {name}" + (f"; did you mean {close}?" if close else ""))
            good = False
    return good


def find_reporter(name: str, registry: Any) -> Any:
    """Return the function that writes a format; complain where there is none."""
    from hullmark.deferred import Deferred
    from hullmark.ids import hint
    from hullmark.report import REPORTERS

    if name in REPORTERS:
        return Deferred(REPORTERS[name])
    if name not in registry.reporters:
        complain(f"unknown format {name}{hint(name, (*REPORTERS, *registry.reporters))}")
        return None
    return registry.reporters[name]


def targets(arguments: Any, settings: Any) -> Iterator[Any]:
    """Yield the files that the paths stand for, each once. Raises ConfigError."""
    from hullmark.config import ConfigError
    from hullmark.discover import Excludes
    from hullmark.discover import Names
    from hullmark.discover import Target
    from hullmark.discover import Walk

    names = Names(settings.registry.formats)
    try:
        exclude = Excludes(os.getcwd(), arguments.exclude) if arguments.exclude else None
    except ValueError as error:
        raise ConfigError(f"--exclude holds a wrong pattern: {error}") from None
    seen: set[str] = set()
    for path in arguments.paths:
        if path == "-":
            continue
        path = os.path.normpath(path)
        if os.path.isdir(path):
            found = Walk(names, exclude).below(path)
        else:
            every = tuple(format.name for format in settings.registry.formats)
            found = iter([Target(path, names.formats(os.path.basename(path)) or every, True)])
        for target in found:
            left_out = (not target.named or arguments.force_exclude) and (
                settings.excluded(target.path)
                or (exclude is not None and target.named and exclude.decide(os.path.abspath(target.path), False))
            )
            if target.path not in seen and not left_out:
                seen.add(target.path)
                yield target


def standard_input(arguments: Any, job: Any) -> Any:
    """Lint what comes on stdin."""
    from hullmark.discover import Names
    from hullmark.discover import Target
    from hullmark.run import lint_bytes

    name = arguments.stdin_filename
    formats = Names(job.settings.registry.formats).formats(os.path.basename(name))
    data = sys.stdin.buffer.read(job.max_bytes + 1)[: job.max_bytes]
    return lint_bytes(Target(name, formats or ("dockerfile",), True), data, job)


def deliver(arguments: Any, registry: Any, reporter: Any, results: list[Any]) -> int:
    """Write the report and return the exit code."""
    from hullmark.builtin import INTERNAL_ERROR
    from hullmark.builtin import NOT_ANALYSED
    from hullmark.finding import at_least
    from hullmark.report import Run

    findings = []
    code = FAILED if registry.errors else CLEAN
    for result in results:
        for finding in result.findings:
            if finding.suppressed is not None:
                if arguments.show_suppressed:
                    findings.append(finding)
                continue
            findings.append(finding)
            if finding.rule == INTERNAL_ERROR:
                code = FAILED
            elif finding.rule in NOT_ANALYSED:
                code = max(code, MISUSED)
            elif at_least(finding.severity, result.fail_on):
                code = max(code, FOUND)
    checked = [result for result in results if not result.skipped]
    for result in results if not checked else ():
        complain(f"{result.path}: no format that is installed reads this file")
    if not results:
        complain("no file here that hullmark reads: " + ", ".join(arguments.paths))
    rules = {rule.slug: rule for rule in registry.rules}
    run = Run(tuple(findings), len(checked), rules, __version__, use_color(arguments), code < MISUSED)
    if arguments.statistics:
        from hullmark.report.statistics import report as reporter
    return max(code, write_report(arguments.output, reporter, run))


def use_color(arguments: Any) -> bool:
    """Tell whether to colour: asked for, or a terminal that nothing forbids it on."""
    if arguments.color != "auto":
        return bool(arguments.color == "always")
    if arguments.output or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def write_report(output: str | None, reporter: Any, run: Any) -> int:
    """Write to a file or to stdout; a report that cannot be delivered is an error."""
    try:
        if output is None:
            reporter(run, sys.stdout.write)
            sys.stdout.flush()
        else:
            with open(output, "w", encoding="utf-8", newline="\n") as stream:
                reporter(run, stream.write)
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{output or 'stdout'}: the report cannot be written: {error.strerror or error}")
        return MISUSED
    return CLEAN


def rules(arguments: Any) -> int:
    """List the rules."""
    from hullmark.catalogue import list_rules

    return list_rules(arguments, load_registry(), complain)


def explain(arguments: Any) -> int:
    """Print the documentation of the rules behind an id."""
    from hullmark.catalogue import explain_rules

    return explain_rules(arguments.id, load_registry(), complain)


def completion(arguments: Any) -> int:
    """Print a completion script."""
    import shtab

    parser = build()
    print(shtab.complete(parser, shell=arguments.shell))
    return CLEAN
