"""Who may do what with cases, votings and decisions: one rule an act, one file a noun; its docstring is the policy."""

from statenshus.people.rules import leads

__all__ = ["leads"]
