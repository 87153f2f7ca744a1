"""Searching texts by their stems, and by the parts of compound words."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func


class Searchable(Func):
    """What of a title and texts can be searched: Norwegian stems, and how each long word goes on within itself.

    Norwegian puts words together: whoever looks for «rom» means «møterommene» too. So of the stem «møterom» its
    endings are kept beside it, «terom» and «rom» among them, and a prefix of one of these finds the word. Words of the
    title weigh more than those of the text, and endings least.
    """

    function = "decisions_searchable"
    output_field = SearchVectorField()
