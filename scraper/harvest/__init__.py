"""Harvesting on a schedule: what is due, running it, saying how it went."""
