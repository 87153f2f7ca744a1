"""What decisions announces upward, inside its own transaction. Whoever is decided upon listens; decisions knows nobody."""

from django.dispatch import Signal

decided = Signal()
"""A decision was made: `decision`, `by`. A receiver may not stop it: what it cannot carry out, it asks somebody to do."""

voting_opens = Signal()
"""A voting is about to open: `case`, `by`. A receiver may raise Refused, and it does not open."""
