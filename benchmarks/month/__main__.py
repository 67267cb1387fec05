"""``python -m benchmarks.month``: play the month and say what it took; exit status 1 if anything was wrong."""

import argparse
import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.month.judging import faults, wanted
from benchmarks.month.papers import Paper
from benchmarks.month.playing import play


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.month", description=__doc__)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--step", type=float, default=2.0, help="Hours from one turn of the clock to the next.")
    parser.add_argument("--kills", type=int, default=6, help="How many harvests are killed.")
    given = parser.parse_args()
    papers, step = [Paper(place, given.days) for place in range(given.papers)], timedelta(hours=given.step)
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        played = play(Path(folder), papers, step, given.kills)
        seconds = time.monotonic() - began
        wrong = list(faults(played, step))
    used = [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(one.ru_utime + one.ru_stime for one in used)
    print(f"{given.papers} papers, {given.days} days: {seconds:.0f} s, of the processors {processor:.0f} s")
    print(f"{len(played.asked)} requests, {played.harvests} harvests, {played.killed} of them killed")
    print(f"{sum(len(wanted(paper)) for paper in papers)} articles to be found; {len(played.told)} notifications")
    print("\n".join(wrong) or "nothing was wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
