"""Who may carry a house in and out: one rule an act or query."""
