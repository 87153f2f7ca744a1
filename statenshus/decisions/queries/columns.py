"""The register of decisions as a table: what each column means, and the cells of each row."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Decision, Elector
from statenshus.decisions.queries.minutes import supporters
from statenshus.decisions.queries.openness import exempt_sentence
from statenshus.decisions.queries.register import entries
from statenshus.decisions.queries.sentences import result_of
from statenshus.kernel.actors import Actor

COLUMNS = [
    ("sak", _("Number of the case: running number and year. It never changes.")),
    ("tittel", _("Title; the public one for those who may not read the whole.")),
    ("utfall", _("One of adopted, rejected, discussed, noted. These words never change.")),
    ("utfall_tekst", _("The same in words.")),
    ("vedtatt_dato", _("The day of the decision, year-month-day.")),
    ("gjelder_fra", _("The day from which it takes effect; empty where nothing does.")),
    ("organ", _("The body that took up the case.")),
    ("vedtatt_av", _("Who decided: the body, or the project owner on its advice.")),
    ("votering", _("The result of the voting in one sentence; empty where nobody voted.")),
    ("stottet_av", _("The organisations that voted for it, with commas between; empty in a secret voting.")),
    ("tekst", _("What was decided, in Markdown.")),
    ("grunnlag", _("Legal or budget basis.")),
    ("unntatt", _("By which paragraph the text is exempt from public access; empty where it is open.")),
    ("erstatter", _("Number of the case whose decision this one replaces.")),
]


def cells(by: Actor, rows: "QuerySet[Decision]") -> Iterator[list[object]]:
    """A row for each decision, as far as the actor may read it. At most seven queries."""
    electors = Elector.objects.in_house(by.house).select_related("organisation", "seat__organisation")
    found = rows.prefetch_related(Prefetch("voting__electors", electors))
    for each in entries(by, found):
        row, is_open = each.decision, each.whole or not each.exempt
        voting = row.voting if is_open else None
        yield [
            row.case.called,
            each.title,
            row.outcome,
            row.get_outcome_display(),
            row.decided_on.isoformat(),
            row.effective_on.isoformat() if row.effective_on else "",
            row.body.name,
            row.decided_by,
            result_of(voting) if voting else "",
            ", ".join(supporters(voting.electors.all())) if voting else "",
            each.text,
            each.basis,
            exempt_sentence(each.exempt) if each.exempt else "",
            row.replaces.case.called if row.replaces else "",
        ]
