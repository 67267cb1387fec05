"""Three weeks and a half of every fault, in seconds: `benchmarks.month` plays two hundred papers with the same code."""

from datetime import timedelta
from pathlib import Path

from benchmarks.month.judging import faults
from benchmarks.month.papers import FAULTS, INCIDENTS, Paper
from benchmarks.month.playing import play

STEP = timedelta(hours=4)


def test_sources_that_publish_pause_break_are_rebuilt_and_come_back(tmp_path: Path) -> None:
    papers = [Paper(FAULTS.index(fault), days=24) for fault in INCIDENTS]
    played = play(tmp_path, papers, STEP, kills=2)
    assert "\n".join(faults(played, STEP)) == ""
    assert (played.killed, played.harvests > 100) == (2, True)
