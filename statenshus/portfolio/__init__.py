"""What the house works on, over time: subprojects, what stands in them, and how they are restructured.

Its words: *subproject*; *item* (a theme, task, deliverable or agreement: a thing that has its place in a
subproject); *placement* (that an item, a member or a lead stands in a subproject from day to day);
*restructuring* (a change of subprojects: which close, what comes out, and for every placement of a closing
one its *destination*); *lineage* (which subproject came from which, read out of the restructurings that were
decided); *experience* (a dated finding and what it led to); *factor* (what goal attainment and lasting
results depend on).

Its invariants: a subproject has one lead at a time; nothing of a closing subproject is lost, for each
placement has a destination or a stated end before the restructuring can be decided; a decided one names
who decided and when; what is decided is written ahead with the day it takes effect, so no job is needed
for it to do so, and it is undone by taking those rows away while that day has not come.
"""
