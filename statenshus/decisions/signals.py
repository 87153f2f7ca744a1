"""What decisions announces upward, in its own transaction. Whoever is decided upon listens; it knows nobody."""

from django.dispatch import Signal

decided = Signal()
"""A decision was made: `decision`, `by`. A receiver cannot stop it; what it cannot do, it asks somebody to do."""

voting_opens = Signal()
"""A voting is about to open: `case`, `by`. A receiver may raise Refused, and it does not open."""
