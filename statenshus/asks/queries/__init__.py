"""Readings of asks that begin at the actor or the house, one file a noun."""
