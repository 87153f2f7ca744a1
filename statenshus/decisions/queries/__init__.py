"""Readings over several tables of decisions, one file a noun."""
