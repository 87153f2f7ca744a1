"""Acts of asks, one file a noun."""
