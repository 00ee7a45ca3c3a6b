"""Tasks in several processes, with answers in the order of the tasks.

``concurrent.futures`` gives up every task that is left when one process dies, and does not say which task killed it;
here the others go on, and the one is known.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any
from typing import TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")


def answers(
    tasks: Sequence[Task], prepare: Callable[[], Callable[[Task], Answer]], workers: int, method: str
) -> Iterator[Answer | None]:
    """Yield the answer to each task, None for one during which its process ended.

    ``prepare`` makes what answers, once in each of at most ``workers`` processes; ``method`` is how those are started.
    """
    context: Any = get_context(method)
    waiting = iter(range(len(tasks)))
    processes: list[Any] = []
    busy: dict[Any, int] = {}
    known: dict[int, Answer | None] = {}

    def begin(worker: Any) -> None:
        """Give a worker the next task, or tell it that there is none; start one where none is given."""
        number = next(waiting, None)
        if worker is None and number is not None:
            worker, there = context.Pipe()
            processes.append(context.Process(target=_serve, args=(there, prepare, tasks), daemon=True))
            processes[-1].start()
            there.close()
        if worker is not None:
            with suppress(OSError):  # one that has died shows when its answer is waited for
                worker.send(number)
        if worker is not None and number is not None:
            busy[worker] = number

    try:
        for _ in range(workers):
            begin(None)
        for due in range(len(tasks)):
            while due not in known:
                for ready in wait(list(busy)):
                    worker: Any = ready  # a pipe, of another class on Windows
                    number = busy.pop(worker)
                    try:
                        known[number] = worker.recv()
                    except (EOFError, OSError):
                        known[number] = None
                        begin(None)
                    else:
                        begin(worker)
            yield known.pop(due)
    finally:
        for process in processes:
            process.terminate()


def _serve(
    parent: Any, prepare: Callable[[], Callable[[Task], Answer]], tasks: Sequence[Task]
) -> None:
    """Answer tasks until there are no more, or until something goes wrong, which the parent sees by the end of it."""
    try:
        answer = prepare()
        while (number := parent.recv()) is not None:
            parent.send(answer(tasks[number]))
    except (Exception, KeyboardInterrupt):
        return
