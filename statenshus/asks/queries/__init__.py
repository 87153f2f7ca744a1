"""Readings over several tables of asks, one file a noun."""
