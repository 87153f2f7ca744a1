"""The shared office: desks and rooms that anybody from any agency may use, never double-booked, never surveillance.

Its words: *site*, *floor*, *zone* (open, quiet, confidential, meeting or public, for all or for chosen organisations),
*workplace* (a desk, a room, a booth or a parking place; a room may have parts), *policy* (what holds for each kind of
workplace), *closure*; *booking* (a workplace is somebody's during [starts_at, ends_at)), *hold* (what a booking keeps
from others: the workplace, its parts, the buffer after it), *series*, *waiting*, *offer* (a booking that must be
accepted), *transfer* (a booking handed over, or swapped); *quota* (how much of a kind an agency may use); *look*
(somebody read a name in the plan).

Its invariants: no two holds on a workplace have a moment in common; a hold is there exactly while its booking stands;
who was where is forgotten after the house's period.
"""
