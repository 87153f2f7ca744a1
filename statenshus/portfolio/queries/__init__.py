"""Readings of the portfolio that begin at the actor or at what the actor may see, one file a noun."""
