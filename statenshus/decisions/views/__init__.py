"""Pages of decisions, one file a noun."""
