"""Several processes: order, and what happens when one ends."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable

import pytest

from hullmark.workers import answers


def prepare() -> Callable[[int], tuple[int, int]]:
    """Return what answers a number with the number and the process; 7 ends it, 11 raises."""

    def answer(task: int) -> tuple[int, int]:
        if task == 7:
            os._exit(9)
        if task == 11:
            raise ValueError("a secret of the file")
        time.sleep(0.01 if task % 3 else 0.03)
        return task, os.getpid()

    return answer


@pytest.mark.parametrize("method", ("fork", "spawn"))
def test_answers_come_in_order_and_from_several_processes(method: str) -> None:
    found = list(answers([0, 1, 2, 3, 4, 5], prepare, 2, method))
    assert [answer[0] for answer in found if answer] == [0, 1, 2, 3, 4, 5]
    assert len({answer[1] for answer in found if answer}) == 2


def test_a_process_that_ends_costs_its_own_task_only(capfd: pytest.CaptureFixture[str]) -> None:
    found = list(answers(range(30), prepare, 2, "fork"))
    assert [task for task, answer in enumerate(found) if answer is None] == [7, 11]
    assert [answer[0] for answer in found if answer] == [task for task in range(30) if task not in (7, 11)]
    assert len({answer[1] for answer in found if answer}) == 4, "each that ended is replaced"
    assert capfd.readouterr() == ("", ""), "an exception may quote the file"


def test_no_more_processes_than_tasks_and_none_is_left_behind() -> None:
    assert list(answers([], prepare, 4, "fork")) == []
    found = answers(range(100, 200), prepare, 3, "fork")
    assert next(found) is not None
    assert len(multiprocessing.active_children()) == 3
    found.close()  # type: ignore[attr-defined]
    for process in multiprocessing.active_children():
        process.join(5)
    assert not multiprocessing.active_children()
