from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.exceptions import BadInput
from scraper.sources import read_sources
from scraper.sources.cron import Cron

SATURDAY = datetime(2026, 3, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 6 * * *", datetime(2026, 3, 29, 6, tzinfo=UTC)),
        ("0 6 * * * Europe/Berlin", datetime(2026, 3, 29, 4, tzinfo=UTC)),  # summer time has begun
        ("30 2 * * * Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),  # there is no half past two that night
        ("0  6 * *  mon-fri Asia/Tokyo", datetime(2026, 3, 29, 21, tzinfo=UTC)),
        ("*/20 * * * *", datetime(2026, 3, 28, 12, 20, tzinfo=UTC)),
    ],
)
def test_the_next_moment(text: str, expected: datetime) -> None:
    assert Cron(text).next(SATURDAY) == expected
    assert str(Cron(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("61 * * * *", "Bad minute"),
        ("0 0 30 2 *", "five fields"),
        ("* * * *", "Wrong number of fields"),
        ("0 6 * * * Mars/Olympus", "no time zone"),
        ("0 6 * * * ../../etc/passwd", "no time zone"),
        ("0 6 * * someday", "five fields"),
        ("@daily", "no length of time"),
        ("0 6", "no length of time"),
    ],
)
def test_a_wrong_text_is_said_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nname = "a"\nhomepage = "https://a.example/"\nevery = "{text}"\n'
    )
    with pytest.raises(BadInput) as raised:
        read_sources(tmp_path)
    assert "line 4: every" in str(raised.value)
    assert words in str(raised.value)
