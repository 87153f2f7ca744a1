"""Searching texts by their stems, and by the parts of compound words."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, Lookup


class Searchable(Func):
    """What of a title and texts can be searched: Norwegian stems, and how each long word goes on within itself.

    Norwegian puts words together: whoever looks for «rom» means «møterommene» too. So of the stem «møterom» its
    endings are kept beside it, «terom» and «rom» among them, and a prefix of one of these finds the word. Words of the
    title weigh more than those of the text, and endings least.
    """

    function = "decisions_searchable"
    output_field = SearchVectorField()


class Among(Lookup):
    """That a number is one of many, sent as one array: `__in` would send, and the database plan for, each by itself."""

    lookup_name = "among"
    prepare_rhs = False
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """`number = ANY(array)`, of the type of keys: so the database looks each up in a hash."""
        number, parameters = self.process_lhs(compiler, connection)
        return f"{number} = ANY(%s::bigint[])", [*parameters, list(self.rhs)]
