"""What waits for whom: asks, hand-over to a deputy, reminders, the mail outbox, participation.

Its words: *ask* (something that waits for a seat or a person, with a due moment, and ends answered, handed over
and answered, lapsed or withdrawn); *hand-over* (that a deputy answers instead: one ask, one occasion such as a
meeting, or a period); *passing over* (that somebody may not answer an ask, so the next in the seat is asked);
*mail* (a row of the outbox, written in the act's own transaction and sent by a worker).

Its invariants: who is asked in a seat follows from who sits in it, who has handed over and who is passed over, as of
the moment, so nothing has to be moved when somebody comes or goes; an ask ends once; a mail has one Message-ID for
ever, and a person gets one mail of reminders a day at most.
"""
