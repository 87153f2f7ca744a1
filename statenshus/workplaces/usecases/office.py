"""Acts on what holds: for a kind of workplace, for the office as a whole, and the rules that people accept."""

from collections.abc import Sequence
from datetime import date, time

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.workplaces.models import Office, OfficeRules, Policy, RulesAccepted
from statenshus.workplaces.queries.persons import person_of
from statenshus.workplaces.rules import places as rules


@transaction.atomic
def set_policy(
    *,
    kind: str,
    unit: str,
    opens_at: time,
    midday_at: time,
    closes_at: time,
    weekdays: Sequence[int],
    buffer_minutes: int,
    days_ahead: int,
    longest_minutes: int,
    most_open: int,
    approval: str,
    claim_minutes: int | None,
    offer_minutes: int,
    by: Actor,
) -> Policy:
    """Say what holds for workplaces of the kind from now on; what is booked already stays as it is.

    Raises NotAllowed by rules.set_policy, and Refused with code:
        hours  the day does not open before the afternoon begins, and that not before it closes
    """
    by.must(rules.set_policy)
    hours = Refused("hours", _("It must open before the afternoon begins, and close after."), "midday_at")
    with refusing({"workplaces_policy_hours": hours}):
        made, _is_new = Policy.objects.update_or_create(
            house=by.house,
            kind=kind,
            defaults={
                "unit": unit,
                "opens_at": opens_at,
                "midday_at": midday_at,
                "closes_at": closes_at,
                "weekdays": sorted(set(weekdays)),
                "buffer_minutes": buffer_minutes,
                "days_ahead": days_ahead,
                "longest_minutes": longest_minutes,
                "most_open": most_open,
                "approval": approval,
                "claim_minutes": claim_minutes,
                "offer_minutes": offer_minutes,
            },
        )
    record(by, "workplaces.set_policy", made, kind=kind)
    return made


@transaction.atomic
def set_office(*, forget_after_days: int, by: Actor) -> Office:
    """Say how many days it is remembered who was where.

    Raises NotAllowed by rules.set_office.
    """
    by.must(rules.set_office)
    said = {"forget_after_days": forget_after_days}
    made, _is_new = Office.objects.update_or_create(house=by.house, defaults=said)
    record(by, "workplaces.set_office", made, **said)
    return made


@transaction.atomic
def issue_rules(
    *, text: str, consulted_on: date | None = None, consulted_with: str = "", consultation: str = "", by: Actor
) -> OfficeRules:
    """Issue the rules of the office in a new version, with when and with whom they were discussed; all accept it anew.

    Raises NotAllowed by rules.issue_rules, and Refused with code:
        consulted  the day of the discussion is told without with whom, or the reverse
        future     the discussion would be after today
    """
    by.must(rules.issue_rules)
    if consulted_on is not None and consulted_on > by.today:
        raise Refused("future", _("What is to come has not been discussed yet."), "consulted_on")
    consulted = Refused("consulted", _("Say both when it was discussed and with whom."), "consulted_with")
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    number = (OfficeRules.objects.in_house(by.house).aggregate(last=Max("number"))["last"] or 0) + 1
    with refusing({"workplaces_officerules_consulted": consulted}):
        made = OfficeRules.objects.create(
            house=by.house,
            number=number,
            text=text,
            consulted_on=consulted_on,
            consulted_with=consulted_with,
            consultation=consultation,
            issued_at=by.now,
        )
    record(by, "workplaces.issue_rules", made, number=number)
    return made


@transaction.atomic
def accept_rules(office_rules: OfficeRules, *, by: Actor) -> RulesAccepted:
    """Accept the rules for oneself; doing so again changes nothing.

    Raises NotAllowed by rules.accept_rules, and Refused with code:
        old  there is a newer version
    """
    by.must(rules.accept_rules, office_rules)
    if OfficeRules.objects.in_house(by.house).filter(number__gt=office_rules.number).exists():
        raise Refused("old", _("There is a newer version of the rules."))
    person = person_of(by)
    made, is_new = RulesAccepted.objects.get_or_create(
        house=by.house, rules=office_rules, person=person, defaults={"at": by.now}
    )
    if is_new:
        record(by, "workplaces.accept_rules", office_rules)
    return made
