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
#: Files of one folder that are joined; the next ones make another set.
MAX_TOGETHER = 2000


class Job(NamedTuple):
    """What is the same for all files of a run. With ``project`` files that are named are joined as walked ones are."""

    settings: Settings
    today: str
    suppressions: bool = True
    excerpts: bool = False
    max_bytes: int = source.MAX_BYTES
    project: bool = False


class Result(NamedTuple):
    """What came of one file: its findings, suppressed ones included, and what severity fails the run.

    ``skipped`` tells that no format reads the file, ``named`` that it was named on the command line.
    """

    path: str
    findings: tuple[Finding, ...]
    fail_on: str
    skipped: bool = False
    named: bool = False


def run(targets: Sequence[Target], job: Job, jobs: int = 0) -> Iterator[Result]:
    """Yield the result of each file, in the order given. ``jobs`` is the number of processes, 0 for one per core."""
    workers = jobs or _cores()
    batches = units(targets, job)
    if workers > 1 and len(targets) > CHUNK and _enough(targets):
        yield from _parallel(batches, job, workers)
    else:
        for batch in batches:
            yield from lint_unit(batch, job)


def units(targets: Sequence[Target], job: Job) -> list[Sequence[Target]]:
    """Return the files in lists of those to be linted together: neighbours of one folder whose format gathers them."""
    gathering = {format.name: format.root for format in job.settings.registry.formats if format.gather is not None}
    found: list[list[Target]] = []
    folder: str | None = None
    for target in targets:
        roots = [gathering[name] or os.path.dirname for name in target.formats if name in gathering]
        here = roots[0](target.path) if roots and (job.project or not target.named) else None
        if here is not None and here == folder and len(found[-1]) < MAX_TOGETHER:
            found[-1].append(target)
        else:
            found.append([target])
        folder = here
    return list(found)


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


def _parallel(batches: Sequence[Sequence[Target]], job: Job, workers: int) -> Iterator[Result]:
    """Lint in worker processes; one that dies is replaced, and costs only the file that killed it."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    chunks = list(_chunks(batches))
    position = 0
    try:
        with ProcessPoolExecutor(min(workers, len(chunks)), context, _adopt, (job,)) as pool:
            for results in pool.map(_chunk, chunks):
                yield from results
                position += 1
        return
    except BrokenProcessPool:
        pass
    for target in [target for chunk in chunks[position:] for batch in chunk for target in batch]:
        try:
            with ProcessPoolExecutor(1, context, _adopt, (job,)) as pool:
                yield from pool.submit(_chunk, [[target]]).result()
        except BrokenProcessPool:
            yield _failed(target, job, builtin.INTERNAL_ERROR, "the analysis of this file ended its process")


def _chunks(batches: Sequence[Sequence[Target]]) -> Iterator[list[Sequence[Target]]]:
    """Yield the lists in bundles of enough files for a worker."""
    chunk: list[Sequence[Target]] = []
    size = 0
    for batch in batches:
        chunk.append(batch)
        size += len(batch)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


_job: Job | None = None


def _adopt(job: Job) -> None:
    """Take over the job in a worker."""
    global _job
    _job = job


def _chunk(batches: Sequence[Sequence[Target]]) -> list[Result]:
    """Lint some files in a worker."""
    assert _job is not None
    return [result for batch in batches for result in lint_unit(batch, _job)]


class _Opened(NamedTuple):
    """A file that was read and parsed."""

    target: Target
    selection: Selection
    format: Format
    decoded: source.Source
    document: Document


def lint_unit(batch: Sequence[Target], job: Job) -> Iterator[Result]:
    """Lint files together; whatever happens comes back as findings. A walked file that is nobody's is left out."""
    if len(batch) == 1 and batch[0].named and not job.project:
        found = _open(batch[0], job)
        yield _lint(found, job) if isinstance(found, _Opened) else found
        return
    opened = [_open(target, job) for target in batch]
    gathered: dict[str, list[Document]] = {}
    for found in opened:
        if isinstance(found, _Opened) and found.format.gather is not None:
            gathered.setdefault(found.format.name, []).append(found.document)
    for name, documents in gathered.items():
        format = job.settings.registry.format(name)
        if format is not None and format.gather is not None:
            format.gather(documents)
    for found in opened:
        if isinstance(found, _Opened):
            yield _lint(found, job)
        elif not found.skipped or found.named:
            yield found
    for found in opened:
        if isinstance(found, _Opened):
            found.document.close()


def _open(target: Target, job: Job) -> _Opened | Result:
    """Read and parse a file."""
    selection = job.settings.selection(target.path)
    formats = _formats(target, selection)

    def ours(head: bytes) -> bool:
        return _format(target, source.decode(head).text, formats) is not None

    try:
        data = source.read(target.path, job.max_bytes, ours)
    except source.Unreadable as error:
        return _failed(target, job, builtin.UNREADABLE, f"the file cannot be read: {error}")
    except source.TooLarge as error:
        return _failed(target, job, builtin.TOO_LARGE, f"the file is too large: {error}")
    if data is None:
        return Result(target.path, (), selection.config.fail_on, True, target.named)
    return _parse(target, data, job, selection, formats)


def lint_bytes(target: Target, data: bytes, job: Job) -> Result:
    """Lint the content of a file."""
    selection = job.settings.selection(target.path)
    found = _parse(target, data, job, selection, _formats(target, selection))
    return _lint(found, job) if isinstance(found, _Opened) else found


def _parse(
    target: Target, data: bytes, job: Job, selection: Selection, formats: Sequence[Format]
) -> _Opened | Result:
    """Parse the content of a file."""
    decoded = source.decode(data)
    format = _format(target, decoded.text[:source.HEAD], formats)
    if format is None:
        return Result(target.path, (), selection.config.fail_on, True, target.named)
    try:
        document = format.parse(target.path, decoded.text, selection.format_options(format), wanted(selection))
        if format.siblings is not None:
            document.siblings = _siblings(target.path, format)
    except (Exception, MemoryError) as error:
        return _crashed(target, job, format, error)
    return _Opened(target, selection, format, decoded, document)


def _lint(opened: _Opened, job: Job) -> Result:
    """Lint a file that was parsed."""
    target, selection, format, decoded, document = opened
    try:
        findings = lint(
            document, selection, today=job.today, suppressions=job.suppressions, excerpts=job.excerpts
        )
    except (Exception, MemoryError) as error:
        return _crashed(target, job, format, error)
    if decoded.trouble and builtin.ENCODING in selection.enabled:
        at = Span(decoded.offset, decoded.offset + 1)
        findings = [*_own(document, selection, builtin.ENCODING, decoded.trouble, at), *findings]
    return Result(target.path, tuple(findings), selection.config.fail_on)


def _crashed(target: Target, job: Job, format: Format, error: BaseException) -> Result:
    message = f"format {format.name} failed with {type(error).__name__}"
    return _failed(target, job, builtin.INTERNAL_ERROR, message)


def _formats(target: Target, selection: Selection) -> list[Format]:
    """Return the formats that the file's name fits."""
    return [format for name in target.formats if (format := selection.registry.format(name)) is not None]


def _format(target: Target, head: str, formats: Sequence[Format]) -> Format | None:
    """Return the first format that the name fits and that recognises the beginning of the text."""
    for format in formats:
        if format.recognises is None or format.recognises(target.path, head):
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
        if data is not None:
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
