"""Readings of decisions, one file a noun."""
