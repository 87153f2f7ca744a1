"""What people do with people: one function an act, one file a noun."""
