"""Stored captures read once more: for a better parser, for rows that are lost, for a whole archive that is lost."""
