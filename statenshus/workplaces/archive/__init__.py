"""The part of the house file that tells of the shared office: places, what holds, what is booked and waited for.

Who has looked at whom is not carried: it is of no use elsewhere, and would only spread it. Nor are the secret addresses
of calendars.
"""

from statenshus.workplaces.archive import bookings, counts, places, seasons, trips

PARTS = (*places.PARTS, *seasons.PARTS, *bookings.PARTS, *trips.PARTS, *counts.PARTS)
