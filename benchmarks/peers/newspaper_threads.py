"""newspaper4k with its own threads; what it reads is not stored."""

import sys
from pathlib import Path

import tldextract
from newspaper import Article
from newspaper.mthreading import fetch_news

if __name__ == "__main__":
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())  # a benchmark asks nobody else
    articles = [Article(url, fetch_images=False) for url in Path(sys.argv[1]).read_text().split()]
    read = 0
    for article in fetch_news(articles, threads=8):
        read += bool(article.html)
    print("PAGES", read, flush=True)
