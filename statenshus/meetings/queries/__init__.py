"""Readings over several tables of meetings, one file a noun."""
