"""Who may do what with asks: one rule an act, one file a noun; a rule's docstring is the policy."""
