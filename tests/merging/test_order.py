"""Archives give the same content in whatever order they are merged, and however often."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.archive import Archive, open_archive
from scraper.fixity.verification import verify
from scraper.items import Article, Capture, Outcome, ShareCount, Visit
from scraper.merging import merge
from tests.conftest import NOON
from tests.merging.content import content

RIVER = (
    "The river rose at night and stood in the cellars of the lower town before the first ferry left. "
    "Forty families slept in the school, where the baker brought bread, and the mayor counted boats until noon. "
)
MORE = (
    "Nobody was hurt. The bridge stays closed until its piles have been looked at, which two divers will do on Friday, "
    "and the market moves to the hill meanwhile. "
)
STORIES = {
    "short": ("Rivers", "Nobody was hurt, the mayor said.", None),
    "whole": ("Rivers", RIVER + MORE, None),
    "edited": ("Rivers", RIVER + MORE + "Swans were seen by the weir.", True),
    "teaser": ("Rivers", RIVER[:90], False),
    "teaser with another headline": ("Rivers fall", RIVER[:90], False),
    "sold": ("Rivers", RIVER + MORE + "Subscribers read on.", False),
    "market": (
        "Market",
        "The square is paved anew until the end of the summer, and so the market goes uphill. " * 3,
        None,
    ),
}
FATES = (None, None, None, Outcome.UNCHANGED, Outcome.NOT_FOUND, Outcome.GONE, Outcome.DNS)

visits = st.tuples(
    *(st.integers(0, 9), st.integers(0, 2), st.sampled_from(sorted(STORIES)), st.sampled_from(FATES), st.integers(0, 2))
)
"""Hour, page, text, how it ended if no text came, number of counters."""

archives = st.lists(st.lists(visits, max_size=6, unique_by=lambda seen: seen[:2]), min_size=2, max_size=4)
"""One archive visits a page once in a second at most; two may do so at the same moment."""


def filled(empty: Path, folder: Path, seen: Sequence[tuple[Any, ...]]) -> Path:
    """Make an archive of one harvest that made these visits."""
    shutil.copytree(empty, folder)
    with open_archive(folder) as archive, archive.transaction():
        harvest = archive.harvests.start("urls", NOON)
        for hour, page, story, fate, count in sorted(seen, key=repr):
            at = NOON + timedelta(hours=hour)
            archive.record(visit(f"https://news{page % 2}.example/{page}", at, (story, fate, count)), harvest)
        archive.harvests.finish(harvest, NOON + timedelta(hours=len(seen)), "finished", {})
    return folder


def visit(url: str, at: Any, brought: tuple[str, Outcome | None, int]) -> Visit:
    story, fate, count = brought
    counter = ShareCount(network="facebook", action="share", count=count, raw=str(count))
    capture = Capture(url=url, fetched_at=at, status=200, digest=f"sha256:{story}", etag=f'"{len(story)}"')
    title, body, is_free = STORIES[story]
    article = Article(url=url, title=title, body=body, is_free=is_free, share_counts=[counter] * count)
    return Visit(url=url, visited_at=at, outcome=fate, capture=capture, article=None if fate else article)


@contextmanager
def merged(empty: Path, folder: Path, others: Sequence[Path]) -> Iterator[Archive]:
    shutil.copytree(empty, folder)
    with open_archive(folder) as archive:
        for other in others:
            merge(archive, other)
        yield archive


@given(seen=archives, chance=st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_any_order_gives_the_same(empty: Path, seen: list[list[tuple[Any, ...]]], chance: Any) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = [filled(empty, folder / f"made{place}", one) for place, one in enumerate(seen)]
        turned = chance.sample(made + made[:1], k=len(made) + 1)
        with merged(empty, folder / "one", made) as one, merged(empty, folder / "two", turned) as two:
            assert list(verify(one)) == list(verify(two)) == []
            assert content(one) == content(two)
            again = merge(one, two.path.parent)
            del again.changed["comparisons"]  # which article is the nearest: each archive had found one by its own way
            assert not any((again.added + again.changed).values())
            assert content(one) == content(two)
            again = merge(one, two.path.parent)
            assert not any((again.added + again.changed).values())
            rest = [made[0], folder / "rest"]
            with merged(empty, folder / "rest", made[1:]), merged(empty, folder / "whole", rest) as whole:
                assert content(whole) == content(two)
