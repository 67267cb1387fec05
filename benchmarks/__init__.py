"""Measured comparisons with peers; never part of the tests."""
