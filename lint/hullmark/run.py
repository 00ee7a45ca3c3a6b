"""Many files: read, parsed and linted, in this process or in several, with results in the order of the paths."""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from hullmark import builtin
from hullmark import source
from hullmark.cache import Cache
from hullmark.cache import digest
from hullmark.cache import dump
from hullmark.config import Selection
from hullmark.discover import Target
from hullmark.dispatch import wanted
from hullmark.document import Document
from hullmark.document import Format
from hullmark.document import TooLarge
from hullmark.engine import Maker
from hullmark.engine import lint
from hullmark.finding import Finding
from hullmark.finding import Result
from hullmark.rule import Problem
from hullmark.settings import Settings
from hullmark.surroundings import Checkout
from hullmark.surroundings import hold
from hullmark.text import Span

#: Bytes of input for which a process pays for itself, where forking is cheap and where it is not.
FORK_FOR = 40_000
SPAWN_FOR = 1_000_000
#: How many times as many it must be where results are remembered: most files have not changed since.
REMEMBERED = 8
#: Files that a worker gets at a time, at the least, and into how many shares what is left is divided for each worker.
#: The bundles get smaller: few of them cost little, and at the end no worker waits long for another.
CHUNK = 8
SHARES = 3
#: Files of one folder that are joined; the next ones make another set.
MAX_TOGETHER = 2000


class Job(NamedTuple):
    """What is the same for all files of a run. With ``project`` files that are named are joined as walked ones are.

    ``cache`` is the directory where results are remembered, None for a run that neither reads nor writes any.
    """

    settings: Settings
    today: str
    suppressions: bool = True
    excerpts: bool = False
    max_bytes: int = source.MAX_BYTES
    project: bool = False
    cache: str | None = None


class Outcome(NamedTuple):
    """The results of files that were linted together; ``entry`` is what is to be remembered of them, if anything."""

    results: list[Result]
    entry: tuple[bytes, str] | None = None


def run(targets: Sequence[Target], job: Job, jobs: int = 0) -> Iterator[Result]:
    """Yield the result of each file, in the order given. At most ``jobs`` processes are used, 0 for one per core."""
    cache = Cache(job.cache)
    workers = _workers(targets, jobs or _cores(), cache)
    batches = units(targets, job)
    if workers > 1:
        outcomes = _parallel(batches, job, workers)
    else:
        outcomes = (lint_unit(batch, job, cache) for batch in batches)
    made = []
    for outcome in outcomes:
        yield from outcome.results
        if outcome.entry is not None:
            made.append(outcome.entry)
    cache.put(made)


def units(targets: Sequence[Target], job: Job) -> list[Sequence[Target]]:
    """Return the files in lists of those to be linted together: neighbours of one folder whose format gathers them."""
    gathering = {format.name: format.root for format in job.settings.registry.formats if format.gather is not None}
    found: list[list[Target]] = []
    folder: str | None = None
    for target in targets:
        roots = [gathering[name] for name in target.formats if name in gathering]
        root = next(filter(None, roots), os.path.dirname)
        here = root(target.path) if roots and (job.project or not target.named) else None
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


def _workers(targets: Sequence[Target], most: int, cache: Cache) -> int:
    """Return how many processes, ``most`` at the most, there are files and bytes enough for."""
    size = (FORK_FOR if _can_fork() else SPAWN_FOR) * (REMEMBERED if cache.exists() else 1)
    most = min(most, -(-len(targets) // CHUNK))
    total = 0
    for target in targets:
        if total >= most * size:
            break
        with suppress(OSError):
            total += os.stat(target.path).st_size
    return min(most, total // size)


def _parallel(batches: Sequence[Sequence[Target]], job: Job, workers: int) -> Iterator[Outcome]:
    """Lint in worker processes; one that dies costs only the file that killed it."""
    from hullmark.workers import answers

    method = "fork" if _can_fork() else "spawn"
    prepare = partial(_linter, job)
    chunks = list(_chunks(batches, workers))
    for chunk, outcomes in zip(chunks, answers(chunks, prepare, workers, method)):
        if outcomes is not None:
            yield from outcomes
            continue
        message = "the analysis of this file ended its process"
        for target in [target for batch in chunk for target in batch]:
            (alone,) = answers([[[target]]], prepare, 1, method)
            yield from alone or [Outcome([_failed(target, job, builtin.INTERNAL_ERROR, message)])]


def _chunks(batches: Sequence[Sequence[Target]], workers: int) -> Iterator[list[Sequence[Target]]]:
    """Yield the lists in bundles for the workers, the largest first."""
    chunk: list[Sequence[Target]] = []
    size, left = 0, sum(map(len, batches))
    for batch in batches:
        chunk.append(batch)
        size += len(batch)
        if size >= max(CHUNK, left // (workers * SHARES)):
            yield chunk
            left -= size
            chunk, size = [], 0
    if chunk:
        yield chunk


def _linter(job: Job) -> Callable[[Sequence[Sequence[Target]]], list[Outcome]]:
    """Return what lints bundles of files in a worker."""
    cache = Cache(job.cache)
    return lambda batches: [lint_unit(batch, job, cache) for batch in batches]


class _Read(NamedTuple):
    """A file that was read."""

    target: Target
    selection: Selection
    formats: Sequence[Format]
    data: bytes
    surroundings: Checkout


class _Parsed(NamedTuple):
    """A file that was parsed."""

    target: Target
    selection: Selection
    format: Format
    decoded: source.Source
    document: Document


def lint_unit(batch: Sequence[Target], job: Job, cache: Cache) -> Outcome:
    """Lint files together, or find what came of it before; whatever happens comes back as findings."""
    files = [_read(target, job) for target in batch]
    key = _key(files, job) if cache.directory is not None else None
    if key is not None:
        known = cache.get(key)
        if known is not None and hold(known.asked):
            return Outcome(known.results)
    alone = len(batch) == 1 and batch[0].named and not job.project
    results = [result for result in _lint_together(files, job, alone) if not result.skipped or result.named]
    if key is None or any(finding.rule in _PASSING for result in results for finding in result.findings):
        return Outcome(results)
    asked = [one for file in files if isinstance(file, _Read) for one in file.surroundings.asked]
    return Outcome(results, (key, dump(results, asked)))


#: Findings that another run of the same may not make.
_PASSING = (builtin.INTERNAL_ERROR, builtin.TIMEOUT)


def _key(files: Sequence[_Read | Result], job: Job) -> bytes | None:
    """Identify what these files are; None where something could not be read, or the packs are in no known state.

    A file that nobody reads is left after its first bytes, and what those say follows from the state of the packs.
    """
    if not job.settings.registry.state:
        return None
    parts = [job.settings.registry.state, repr((job.today, *job[2:6])).encode()]
    for file in files:
        if isinstance(file, _Read):
            parts += repr(file.target).encode("utf-8", "surrogatepass"), file.selection.recipe, file.data
        elif file.skipped:
            parts.append(repr((file.path, file.named)).encode("utf-8", "surrogatepass"))
        else:
            return None
    return digest(parts)


def _lint_together(files: Sequence[_Read | Result], job: Job, alone: bool) -> Iterator[Result]:
    """Parse and lint files that were read, those of one folder joined unless one stands ``alone``."""
    opened = [_parse(file, job) if isinstance(file, _Read) else file for file in files]
    gathered: dict[str, list[Document]] = {}
    for found in opened:
        if isinstance(found, _Parsed) and found.format.gather is not None and not alone:
            gathered.setdefault(found.format.name, []).append(found.document)
    for name, documents in gathered.items():
        format = job.settings.registry.format(name)
        if format is not None and format.gather is not None:
            format.gather(documents)
    for found in opened:
        yield _lint(found, job) if isinstance(found, _Parsed) else found
    for found in opened:
        if isinstance(found, _Parsed):
            found.document.close()


def _read(target: Target, job: Job) -> _Read | Result:
    """Read a file."""
    selection = job.settings.selection(target.path)
    formats = _formats(target, selection)

    def ours(head: bytes) -> bool:
        return _format(target, source.decode(head).text, formats) is not None

    try:
        data = source.read(target.path, job.max_bytes, ours)
    except source.Unreadable as error:
        return _failed(target, job, builtin.UNREADABLE, f"the file cannot be read: {error}")
    except TooLarge as error:
        return _failed(target, job, builtin.TOO_LARGE, f"the file is too large: {error}")
    if data is None:
        return Result(target.path, (), selection.config.fail_on, True, target.named)
    return _Read(target, selection, formats, data, Checkout(target.path))


def lint_bytes(target: Target, data: bytes, job: Job) -> Result:
    """Lint the content of a file."""
    selection = job.settings.selection(target.path)
    read = _Read(target, selection, _formats(target, selection), data, Checkout(target.path))
    (result,) = _lint_together([read], job, True)
    return result


def _parse(file: _Read, job: Job) -> _Parsed | Result:
    """Parse the content of a file."""
    target, selection = file.target, file.selection
    decoded = source.decode(file.data)
    format = _format(target, decoded.text[:source.HEAD], file.formats)
    if format is None:
        return Result(target.path, (), selection.config.fail_on, True, target.named)
    try:
        asks = wanted(selection, format.name)
        document = format.parse(target.path, decoded.text, selection.format_options(format), asks)
        document.surroundings = file.surroundings
    except TooLarge as error:
        return _failed(target, job, builtin.TOO_LARGE, f"the file is too large: {error}")
    except (Exception, MemoryError) as error:
        return _crashed(target, job, format, error)
    return _Parsed(target, selection, format, decoded, document)


def _lint(opened: _Parsed, job: Job) -> Result:
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
    if "\r" in head:
        head = head.replace("\r\n", "\n").replace("\r", "\n")
    for format in formats:
        if format.recognises is None or format.recognises(target.path, head):
            return format
    return None


def _own(document: Document, selection: Selection, slug: str, message: str, at: Span) -> list[Finding]:
    """Return a finding of the engine's own."""
    return [Maker(document, selection, [], False).finding(selection.rules[slug], Problem(at, message))]


def _failed(target: Target, job: Job, slug: str, message: str) -> Result:
    """Return the result of a file that was not analysed."""
    selection = job.settings.selection(target.path)
    findings = _own(Document(target.path, "", ""), selection, slug, message, Span(0, 0))
    return Result(target.path, tuple(findings), selection.config.fail_on)
