"""Who may do what with meetings: one rule an act, one file a noun; a rule's docstring is the policy."""
