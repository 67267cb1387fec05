"""Finding addresses: what feeds, sitemaps and pages list, and which of it is an article. Pure, as parsing is."""
