"""What people do with asks: one function an act, one file a noun."""
