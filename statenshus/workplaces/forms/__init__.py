"""Forms of the shared office, one file a noun."""
