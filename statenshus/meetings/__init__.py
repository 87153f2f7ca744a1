"""When a body meets: meetings, who is called, who came.

Its words: *meeting* (a body's, at a moment, in a place or by link), *attendance* (what each seat answered to the
notice, and who sat in it when it was held), *poll* (dates put to a body, and what each who sits there says of them),
*recess* (days for which no date is proposed), *invitation* (what stands of a meeting in somebody's own calendar),
*rota* (the organisations that take turns at hosting a body), *turn* (one of them asked to host a meeting), *premises*
(where it hosts).

Its invariants: a meeting is numbered within its house and year; it is held or called off, never both; a seat has one
attendance in a meeting; of a poll comes one meeting or none, and what it held for other dates is let go; a meeting
has one turn that is asked or taken.
"""
