"""newspaper4k in eight threads; what it reads is not stored."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tldextract
from newspaper import Article


def read(url: str) -> bool:
    """Fetch and read a page, without its pictures; what it cannot read counts as read."""
    article = Article(url, fetch_images=False)
    article.download()
    try:
        article.parse()
    except Exception as error:  # noqa: BLE001 - some languages need further packages
        print(url, error)
    return bool(article.html)


if __name__ == "__main__":
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())  # a benchmark asks nobody else
    with ThreadPoolExecutor(8) as threads:
        print("PAGES", sum(threads.map(read, Path(sys.argv[1]).read_text().split())), flush=True)
