"""Many files: read, parsed and linted, in this process or in several, with results in the order of the paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

from hullmark import builtin
from hullmark import source
from hullmark.config import Selection
from hullmark.discover import Target
from hullmark.document import Document
from hullmark.document import Format
from hullmark.engine import Maker
from hullmark.engine import lint
from hullmark.engine import wanted
from hullmark.finding import Finding
from hullmark.rule import Problem
from hullmark.settings import Settings
from hullmark.text import Span

#: Bytes of input from which further processes pay for themselves, where forking is cheap and where it is not.
FORK_FROM = 300_000
SPAWN_FROM = 2_000_000
#: Files that a worker gets at a time.
CHUNK = 8


class Job(NamedTuple):
    """What is the same for all files of a run."""

    settings: Settings
    today: str
    suppressions: bool = True
    excerpts: bool = False
    max_bytes: int = source.MAX_BYTES


class Result(NamedTuple):
    """What came of one file: its findings, suppressed ones included, and what severity fails the run.

    ``skipped`` tells that no format reads the file.
    """

    path: str
    findings: tuple[Finding, ...]
    fail_on: str
    skipped: bool = False


def run(targets: Sequence[Target], job: Job, jobs: int = 0) -> Iterator[Result]:
    """Yield the result of each file, in the order given. ``jobs`` is the number of processes, 0 for one per core."""
    workers = jobs or _cores()
    if workers > 1 and len(targets) > CHUNK and _enough(targets):
        yield from _parallel(targets, job, min(workers, (len(targets) + CHUNK - 1) // CHUNK))
    else:
        for target in targets:
            yield lint_file(target, job)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _can_fork() -> bool:
    return os.name == "posix" and os.uname().sysname != "Darwin"


def _enough(targets: Sequence[Target]) -> bool:
    """Tell whether the files are large enough together for several processes."""
    threshold = FORK_FROM if _can_fork() else SPAWN_FROM
    total = 0
    for target in targets:
        try:
            total += os.stat(target.path).st_size
        except OSError:
            continue
        if total >= threshold:
            return True
    return False


def _parallel(targets: Sequence[Target], job: Job, workers: int) -> Iterator[Result]:
    """Lint in worker processes; one that dies is replaced, and costs only the file that killed it."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    chunks = [targets[start:start + CHUNK] for start in range(0, len(targets), CHUNK)]
    position = 0
    try:
        with ProcessPoolExecutor(workers, context, _adopt, (job,)) as pool:
            for results in pool.map(_chunk, chunks):
                yield from results
                position += 1
        return
    except BrokenProcessPool:
        pass
    for target in [target for chunk in chunks[position:] for target in chunk]:
        try:
            with ProcessPoolExecutor(1, context, _adopt, (job,)) as pool:
                yield pool.submit(_chunk, [target]).result()[0]
        except BrokenProcessPool:
            yield _failed(target, job, builtin.INTERNAL_ERROR, "the analysis of this file ended its process")


_job: Job | None = None


def _adopt(job: Job) -> None:
    """Take over the job in a worker."""
    global _job
    _job = job


def _chunk(targets: Sequence[Target]) -> list[Result]:
    """Lint some files in a worker."""
    assert _job is not None
    return [lint_file(target, _job) for target in targets]


def lint_file(target: Target, job: Job) -> Result:
    """Lint one file; whatever happens comes back as findings."""
    try:
        data = source.read(target.path, job.max_bytes)
    except source.Unreadable as error:
        return _failed(target, job, builtin.UNREADABLE, f"the file cannot be read: {error}")
    except source.TooLarge as error:
        return _failed(target, job, builtin.TOO_LARGE, f"the file is too large: {error}")
    return lint_bytes(target, data, job)


def lint_bytes(target: Target, data: bytes, job: Job) -> Result:
    """Lint the content of a file."""
    selection = job.settings.selection(target.path)
    decoded = source.decode(data)
    format = _format(target, decoded.text, selection)
    if format is None:
        return Result(target.path, (), selection.config.fail_on, True)
    try:
        document = format.parse(target.path, decoded.text, selection.format_options(format), wanted(selection))
        if format.siblings is not None:
            document.siblings = _siblings(target.path, format)
        findings = lint(
            document, selection, today=job.today, suppressions=job.suppressions, excerpts=job.excerpts
        )
    except (Exception, MemoryError) as error:
        message = f"format {format.name} failed with {type(error).__name__}"
        return _failed(target, job, builtin.INTERNAL_ERROR, message)
    if decoded.trouble and builtin.ENCODING in selection.enabled:
        at = Span(decoded.offset, decoded.offset + 1)
        findings = [*_own(document, selection, builtin.ENCODING, decoded.trouble, at), *findings]
    return Result(target.path, tuple(findings), selection.config.fail_on)


def _format(target: Target, text: str, selection: Selection) -> Format | None:
    """Return the first format that the name fits and that recognises the beginning of the text."""
    head = text[:8192]
    for name in target.formats:
        format = selection.registry.format(name)
        if format is not None and (format.recognises is None or format.recognises(target.path, head)):
            return format
    return None


def _siblings(path: str, format: Format) -> dict[str, str]:
    """Read the files beside a file that its format asks for."""
    assert format.siblings is not None
    folder, name = os.path.split(path)
    found = {}
    for sibling in format.siblings(name):
        try:
            data = source.read(os.path.join(folder, sibling), 1 << 20)
        except (source.Unreadable, source.TooLarge):
            continue
        found[sibling] = source.decode(data).text
    return found


def _own(document: Document, selection: Selection, slug: str, message: str, at: Span) -> list[Finding]:
    """Return a finding of the engine's own."""
    return [Maker(document, selection, [], False).finding(selection.rules[slug], Problem(at, message))]


def _failed(target: Target, job: Job, slug: str, message: str) -> Result:
    """Return the result of a file that was not analysed."""
    selection = job.settings.selection(target.path)
    findings = _own(Document(target.path, "", ""), selection, slug, message, Span(0, 0))
    return Result(target.path, tuple(findings), selection.config.fail_on)
