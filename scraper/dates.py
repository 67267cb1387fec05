"""Moments as pages and headers write them."""
