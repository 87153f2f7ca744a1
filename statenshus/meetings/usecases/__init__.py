"""Acts of meetings, one file a noun."""
