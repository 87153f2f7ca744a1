"""Who may do what with the portfolio: one rule an act, one file a noun; a rule's docstring is the policy."""
