"""What people do with the portfolio: one function an act, one file a noun."""
