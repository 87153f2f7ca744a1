"""From a case to a lasting decision: mandate rules, cases, positions, votes, written procedure, minutes, the chain.

Its words: *mandate* (a body's own rules for how it decides, in versions); *case* (sak nn/yyyy) with its *versions*,
frozen with a hash when they are published; *exemption* (why a case or an attachment is not public, until when);
*position* (where a seat stands before it is decided); *voting* (in a meeting or in writing, with its frozen *electors*
and their *ballots*); *recusal* (that somebody may not take part in a case); *decision* (the lasting outcome);
*minutes*; *chain* (a hash over each frozen thing and the one before it).

Its invariants: what is published, voted and decided is never changed, only followed by something newer; a seat has one
ballot in a voting, by its holder or a deputy; the quorum base is frozen when the voting opens; a decision names who
decided apart from who supported it. It knows no subject: what is decided upon points to the case.
"""
