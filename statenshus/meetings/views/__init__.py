"""Pages of meetings, one file a noun."""
