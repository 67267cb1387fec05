import pytest

from scraper.revisions import Version, is_same

TEXT = "The council met on Tuesday.\n\nIt agreed to close the bridge for 12 days."

NOISE = [
    "The  council met\u00a0on Tuesday. \n\n It agreed to close\nthe bridge for 12 days.",
    "The council met on Tuesday. It agreed to close the bridge for 12 days.",
    f"2 hours ago\n\n{TEXT}",
    f"Updated 35 minutes ago\n\n{TEXT}",
    f"vor 3 Stunden\n\n{TEXT}",
    f"Last updated: 3 March 2026, 10:15 GMT\n\n{TEXT}",
    f"{TEXT}\n\n1.2K shares",
    f"16\n\nSHARE\n\n{TEXT}",
    f"Share on Facebook\n\n{TEXT}\n\n12 Kommentare",
    f"{TEXT}\n\nRead more: Bridges of the world",
    f"{TEXT}\n\nRead more about bridges",
    f"{TEXT}\n\nLesen Sie auch: Brücken der Welt",
    f"{TEXT}\n\n関連記事",
    f"Advertisement\n\n{TEXT}",
    f"{TEXT}\n\nStory continues below advertisement",
    f"{TEXT}\n\nSign up for our daily newsletter",
    f"Photo: Ana Öz/Reuters\n\n{TEXT}",
    f"(Photo by Ana Öz/Getty Images)\n\n{TEXT}",
    f"© AFP 2026\n\n{TEXT}",
    f"{TEXT}\n\nWe use cookies to make this site better. Accept all cookies",
    f"{TEXT}\n\nShow all 12 comments\n\nView comments (12)",
    f"{TEXT}\n\n[Read more]",
    f"{TEXT}\n\nLeer también: Puentes",
    f"{TEXT}\n\nStory continues\n\nLoading…",
    f"Image source, Getty Images\n\nCredit...Ana Öz for The Courier\n\n{TEXT}",
    f"{TEXT}\n\nCrédit photo : AFP\n\nAna Öz/AFP via Getty Images\n\nSymbolfoto",
    f"{TEXT}\n\nDiese Website verwendet Cookies.\n\nAccept all",
    f"{TEXT}\n\n* * *",
]


@pytest.mark.parametrize("body", NOISE)
def test_noise_is_no_edit(body: str) -> None:
    assert is_same(Version("Bridge closed", TEXT), Version("Bridge closed", body))


def test_the_age_of_a_byline_is_noise() -> None:
    old = Version("Bridge closed", f"By Ana Öz, 2 hours ago\n\n{TEXT}")
    assert is_same(old, Version("Bridge closed", f"By Ana Öz, 3 hours ago\n\n{TEXT}"))
    assert not is_same(old, Version("Bridge closed", f"By Ben Ek, 3 hours ago\n\n{TEXT}"))


def test_the_shape_of_a_quotation_mark_is_noise() -> None:
    old = Version("A “bridge”", "She said “no” – twice… It’s over.")
    assert is_same(old, Version('A "bridge"', "She said 'no' - twice... It's over."))
    assert not is_same(old, Version("A “bridge”", "She said no – twice… It’s over."))


EDITS = [
    TEXT.replace("12", "13"),
    TEXT.replace("Tuesday", "Monday"),
    TEXT.replace("agreed", "did not agree"),
    f"{TEXT}\n\nThe mayor resigned 2 hours ago.",
    f"{TEXT}\n\nThe mayor, Ana Öz, was absent",
    f"{TEXT}\n\n“We lost,” she said.",
    f"{TEXT}\n\n1,200 dead",
    f"{TEXT}\n\nRead more than one report and you will know, the judge said.",
    f"{TEXT}\n\nGoogle will end cookies of third parties.",
    f"{TEXT}\n\nThe advertisement was withdrawn.",
    f"{TEXT}\n\n3",
    f"{TEXT}\n\nThe story continues to be told.",
    f"{TEXT}\n\nImages of the bridge went round the world, and all comments were read.",
    f"{TEXT}\n\n12 March 2026",
    "It agreed to close the bridge for 12 days.",
    "It agreed to close the bridge for 12 days.\n\nThe council met on Tuesday.",
]


@pytest.mark.parametrize("body", EDITS)
def test_a_digit_a_name_a_quotation_and_any_sentence_are_edits(body: str) -> None:
    assert not is_same(Version("Bridge closed", TEXT), Version("Bridge closed", body))


def test_a_headline_is_always_an_edit() -> None:
    for title in ("Bridge shut", "Bridge closed for 3 days", "bridge closed", None, "Advertisement"):
        assert not is_same(Version("Bridge closed", TEXT), Version(title, TEXT))
