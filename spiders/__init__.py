"""How to walk: one module a crawl strategy. What a site is like is a fact about a source, not a spider."""
