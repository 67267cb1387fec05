import os
from itertools import islice

import pytest

from scraper.exceptions import MorgueError
from scraper.processes import InOrder


def squared(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def ended(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def test_results_come_in_order_from_other_processes() -> None:
    worked = list(InOrder(squared, processes=2, patience=0)(range(20)))
    assert [(task, result) for task, (result, _) in worked] == [(task, task * task) for task in range(20)]
    assert os.getpid() not in {process for _, (_, process) in worked}


def test_little_work_is_done_here() -> None:
    worked = list(InOrder(squared, patience=60)(range(20)))
    assert {process for _, (_, process) in worked} == {os.getpid()}


def test_tasks_are_taken_no_faster_than_results() -> None:
    taken: list[int] = []
    tasks = (taken.append(number) or number for number in range(1000))
    list(islice(InOrder(squared, processes=1, patience=0)(tasks), 5))
    assert len(taken) < 12


def test_a_process_that_dies_is_an_error_in_words() -> None:
    with pytest.raises(MorgueError, match="ended from outside"):
        list(InOrder(ended, processes=1, patience=0)(range(9)))
