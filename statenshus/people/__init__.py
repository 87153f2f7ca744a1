"""Who is in the house: organisations and how they take part, persons, bodies and their seats.

Its words: *participation* (an organisation in the house, in one kind, from day to day), *affiliation* (a
person at an organisation), *body* (steering group, working group, project management), *seat* (a place in a
body, bound to an organisation), *holding* (who sits in it: rank 0 the holder, 1, 2, … the ordered deputies).

Its invariants, kept by the database: an organisation is in one kind once at a time; a seat has one holder
and one deputy of each rank at a time; nobody is both holder and deputy of the same seat on the same day.
"""
