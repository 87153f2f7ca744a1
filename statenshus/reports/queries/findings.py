"""Experiences and the way forward; key factors and lasting results."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.portfolio.models import Experience, Factor
from statenshus.reports.queries.days import in_words
from statenshus.reports.queries.slides import ExperiencesSlide, FactorsSlide, Finding, Point, plain


def experiences(day: date, by: Actor) -> ExperiencesSlide:
    """What was found by the day and not settled by then, with what it had led to by then. Two queries."""
    found = list(Experience.objects.visible_to(by).open_at(day).prefetch_related("outcomes"))
    return ExperiencesSlide(
        _("Experiences and the way forward"),
        findings=tuple(
            Finding(
                plain(one.theme),
                plain(one.text),
                tuple(plain(led.text) for led in one.outcomes.all() if led.on is None or led.on <= day),
            )
            for one in found
        ),
        empty=_("No open experiences are on record as of %(day)s.") % {"day": in_words(day)},
        sources=tuple((plain(one.text), one.source) for one in found if one.source),
    )


def factors(day: date, by: Actor) -> Iterator[FactorsSlide]:
    """A slide for each of the two lists that has something in it on the day. Two queries."""
    titles = {
        Factor.Kind.GOAL_ATTAINMENT: _("Key factors for goal attainment:"),
        Factor.Kind.LASTING_RESULTS: _("How do we make sure that results LAST?"),
    }
    standing = list(Factor.objects.visible_to(by).at(day).prefetch_related("points"))
    for kind, title in titles.items():
        listed = [factor for factor in standing if factor.kind == kind]
        if listed:
            yield FactorsSlide(
                title,
                factors=tuple(
                    Point(plain(factor.text), tuple(plain(point.text) for point in factor.points.all()))
                    for factor in listed
                ),
                sources=tuple((plain(factor.text), factor.source) for factor in listed if factor.source),
            )
