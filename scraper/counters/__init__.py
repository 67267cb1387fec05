"""The share counters that a page prints about itself, one module a form or widget family."""
