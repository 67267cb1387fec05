"""Share counters: what a page prints about itself, and what services are asked."""
