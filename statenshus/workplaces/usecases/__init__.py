"""Acts in the shared office, one file a noun."""
