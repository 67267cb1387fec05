from xml.etree import ElementTree as ET

import pytest

from scraper.web.plots import bars, lines


def test_bars_are_stacked() -> None:
    picture = bars("Days", ["2026-03-01", "2026-03-02"], {"<one>": [1, 0], "two": [3, 2]})
    svg = ET.fromstring(picture.partition("<ul")[0])
    tops = [float(bar.attrib["y"]) + float(bar.attrib["height"]) for bar in svg.iter("rect")]
    assert len(tops) == 3
    assert tops[1] == pytest.approx(float(next(svg.iter("rect")).attrib["y"]), abs=0.2)
    assert "<one>" not in picture


def test_lines_join_their_points() -> None:
    picture = lines("Counters", {"a": [("2026-03-01T00:00:00Z", 0), ("2026-03-02T00:00:00Z", 10)]})
    svg = ET.fromstring(picture.partition("<ul")[0])
    (line,) = svg.iter("polyline")
    (x1, y1), (x2, y2) = (map(float, point.split(",")) for point in line.attrib["points"].split())
    assert x1 < x2
    assert y1 > y2


def test_nothing_to_draw() -> None:
    assert not lines("Counters", {})
    assert "<svg" in lines("Counters", {"a": [("2026-03-01T00:00:00Z", 0)]})
