"""The first two slides: the house, and who takes part in it."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation, Participation
from statenshus.reports.queries.days import in_words
from statenshus.reports.queries.slides import Group, ParticipantsSlide, Tile, TitleSlide, plain

Kind = Participation.Kind


def title(day: date, by: Actor) -> TitleSlide:
    """The house's name in capitals, the day, and who commissioned it. One query."""
    commissioners = _taking_part(day, by, Kind.COMMISSIONER)
    return TitleSlide(
        plain(by.house.name).upper(),
        day=in_words(day),
        commissioner=_names(commissioners),
        sources=_sources(commissioners) + (((plain(by.house.name), by.house.source),) if by.house.source else ()),
    )


def participants(day: date, by: Actor) -> ParticipantsSlide:
    """Active participants, then support and project management, then observers where there are any. One query."""
    taking_part = _taking_part(day, by, *Kind)
    groups = (
        Group(_("ACTIVE PARTICIPANTS:"), _tiles(taking_part, Kind.ACTIVE)),
        Group(
            _("SUPPORT AND PROJECT MANAGEMENT:"), _tiles(taking_part, Kind.SUPPORT, Kind.PROJECT_MANAGEMENT, told=True)
        ),
        Group(_("OBSERVERS:"), _tiles(taking_part, Kind.OBSERVER)),
    )
    return ParticipantsSlide(
        _("Participants in %(house)s") % {"house": plain(by.house.name)},
        commissioner=_names(p for p in taking_part if p.kind == Kind.COMMISSIONER),
        groups=tuple(group for group in groups if group.tiles),
        empty=_("No participants are on record as of %(day)s.") % {"day": in_words(day)},
        sources=_sources(taking_part),
    )


def _taking_part(day: date, by: Actor, *kinds: str) -> list[Participation]:
    return list(Participation.objects.visible_to(by).at(day).filter(kind__in=kinds).select_related("organisation"))


def _called(organisation: Organisation) -> str:
    return plain(organisation.short_name) or plain(organisation.name)


def _names(participations: Iterable[Participation]) -> str:
    return ", ".join(plain(p.organisation.name) for p in participations)


def _tiles(participations: Iterable[Participation], *kinds: str, told: bool = False) -> tuple[Tile, ...]:
    """A tile an organisation; `told` says in which way it takes part."""
    ways = {Kind.SUPPORT: _("support"), Kind.PROJECT_MANAGEMENT: _("project management")}
    found: dict[int, tuple[Organisation, list[str]]] = {}
    for participation in participations:
        if participation.kind in kinds:
            kept = found.setdefault(participation.organisation_id, (participation.organisation, []))
            kept[1].extend([ways[Kind(participation.kind)]] if told else [])
    return tuple(Tile(_called(org), _detail(org, said)) for org, said in found.values())


def _detail(organisation: Organisation, said: list[str]) -> str:
    name = plain(organisation.name)
    full = [name] if name.casefold() != _called(organisation).casefold() else []
    return " – ".join([*full, _(" and ").join(said)] if said else full)


def _sources(participations: Iterable[Participation]) -> tuple[tuple[str, str], ...]:
    return tuple((_called(p.organisation), p.source) for p in participations if p.source)
