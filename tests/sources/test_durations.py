from datetime import timedelta

import pytest

from scraper.sources.durations import read_duration, write_duration


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("15min", 900), ("1h", 3600), ("3d", 259_200), ("2w", 1_209_600)]
)
def test_a_length_of_time_is_read_and_written(text: str, seconds: int) -> None:
    assert read_duration(text) == timedelta(seconds=seconds)
    assert write_duration(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize("text", ["", "h", "1", "1m", "-1h", "1.5h", "9999999h"])
def test_what_is_none_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(ValueError, match="write 90s, 15min"):
        read_duration(text)
