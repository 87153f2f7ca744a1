"""Forms of decisions, one file a noun."""
