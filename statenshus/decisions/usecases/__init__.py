"""Acts of decisions, one file a noun."""
