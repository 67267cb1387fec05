"""Fills an archive with invented articles: ``python benchmarks/make_archive.py FOLDER --articles 1000000``.

Words follow Zipf's law, each language has words of its own, one article in twenty is Chinese. The articles take the
tables and triggers of a real archive, past the crawl: a thousand a transaction.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.articles import text_digest
from scraper.archive.stamps import stamp
from scraper.items import Article

LANGUAGES = ("en", "de", "ru", "el")
ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "abcdefghijklmnopqrstuvwxyzäöü",
    "ru": "абвгдежзиклмнопрстуфхцчшыэюя",
}
ALPHABETS["el"] = "αβγδεζηθικλμνξοπρστυφχψω"
VOCABULARY, SOURCES = 60_000, 200
LENGTH = {"en": 100, "de": 97, "ru": 56, "el": 56}
"""Words of a paragraph: five make three kilobytes."""

BATCH = 1000
FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)


class Words:
    """Words of a language, the common ones short and often."""

    def __init__(self, language: str) -> None:
        chance, alphabet = random.Random(language), ALPHABETS[language]
        self.words = [
            "".join(chance.choices(alphabet, k=min(2 + place.bit_length() // 2, 14))) for place in range(VOCABULARY)
        ]
        self._weights = list(accumulate(1 / (place + 2.7) for place in range(VOCABULARY)))

    def text(self, chance: random.Random, count: int) -> str:
        """Give so many words."""
        return " ".join(chance.choices(self.words, cum_weights=self._weights, k=count))


def chinese(chance: random.Random, count: int) -> str:
    """Give so many letters."""
    return "".join(chr(0x4E00 + min(int(chance.expovariate(1 / 600)), 8000)) for _ in range(count))


def articles(number: int, first: int = 1) -> Iterator[tuple[object, ...]]:
    """Make rows for the table, numbered from the first."""
    speech = {language: Words(language) for language in LANGUAGES}
    for key in range(first, first + number):
        chance = random.Random(key)
        language = chance.choice(LANGUAGES) if key % 20 else "zh"
        if language == "zh":
            title, body = chinese(chance, 16), "\n\n".join(chinese(chance, 200) for _ in range(5))
        else:
            title = speech[language].text(chance, 8)
            body = "\n\n".join(speech[language].text(chance, LENGTH[language]) for _ in range(5))
        seen = stamp(FIRST_DAY + timedelta(minutes=5 * key))
        author = f"Author {chance.randrange(2000)}"
        source = chance.randrange(SOURCES) + 1
        url = f"https://source{source}.example/{key}"
        digest = text_digest(Article(url=url, title=title, body=body))
        yield key, url, source, title, body, json.dumps([author]), language, seen, "article", digest, seen, seen


def fill(archive: Archive, number: int, first: int = 1) -> None:
    """Write so many articles, each with its first revision and a counter; those of one number are always the same."""
    database, made = archive._database, articles(number, first)  # noqa: SLF001 - a benchmark may
    with archive.transaction():
        names = ((place, f"source{place}.example") for place in range(1, SOURCES + 1))
        database.conn.executemany("INSERT INTO sources (id, name, host) VALUES (?1, ?2, ?2)", names)
    began = time.process_time()
    done = 0
    while batch := list(islice(made, BATCH)):
        with archive.transaction():
            database.conn.executemany(
                """
                INSERT INTO articles (id, url, source, title, body, authors, language, date_published, kind, digest,
                    first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                batch,
            )
            database.conn.executemany(
                """
                INSERT INTO revisions (article, seen_at, last_seen, title, body, digest)
                SELECT id, first_seen, last_seen, title, NULL, digest FROM articles WHERE id = ?
                """,
                [[row[0]] for row in batch],
            )
            database.conn.executemany(
                """
                INSERT INTO share_counts (article, network, action, count, raw, found_in, position, observed_at)
                SELECT id, 'facebook', 'share', id % 977, id % 977, 'text', 0, first_seen FROM articles WHERE id = ?
                """,
                [[row[0]] for row in batch],
            )
        done += len(batch)
        if done % 50_000 == 0:
            print(f"{done} articles, {time.process_time() - began:.0f} s CPU", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    options = parser.parse_args()
    with open_archive(options.folder, create=True) as opened:
        fill(opened, options.articles)
