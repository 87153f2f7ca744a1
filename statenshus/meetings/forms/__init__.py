"""Forms of meetings, one file a noun."""
