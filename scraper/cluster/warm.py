"""A page that is read when this is imported, by the process that tasks are forked from.

What the first page costs beside its reading (judges, compiled parts, patterns) each task would pay for itself else.
"""

from scraper.crawling.reading import read_page

_SENTENCE = "The harbour was closed on Sunday, said the master, and 118 passengers came ashore within the hour. "
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The harbour is closed</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The harbour is closed"}}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>The harbour is closed</h1><p>By Jane Roe, 4 March 2026</p>
{f"<p>{_SENTENCE * 3}</p>" * 6}<span class="share-count">12 shares</span></article></body></html>
"""

READING = read_page(PAGE.encode(), "https://news.example/2026/03/04/harbour", "text/html; charset=utf-8")
