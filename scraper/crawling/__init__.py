"""The Scrapy side of the library: the frontier as a scheduler, manners, and running a crawl."""
