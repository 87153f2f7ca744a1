"""What the portfolio does when something it has put to a body is decided."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Decision
from statenshus.decisions.signals import decided
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.portfolio.models import Restructuring, Stage
from statenshus.portfolio.usecases import restructurings


@receiver(decided, dispatch_uid="portfolio.carry_out")
def carry_out(sender: Any, decision: Decision, by: Actor, **_signal: Any) -> None:
    """Let an adopted change of subprojects take effect; where something stands in its way, ask for that.

    The decision stands whatever comes of it: what cannot be done now waits for whoever prepared the case.
    """
    known = Restructuring.objects.in_house(by.house).staged(by.today)
    subject = known.filter(case=decision.case_id).first()
    if subject is None or subject.stage == Stage.WITHDRAWN or not decision.is_adopted:
        return
    house = Actor.clock(by.house, by.now)
    try:
        with transaction.atomic():
            restructurings.decide(subject, decision=decision, by=house)
    except Refused as refusal:
        ask_acts.ask(
            decision.case,
            kind=KindOfAsk.CARRY_OUT,
            person=decision.case.prepared_by,
            path=f"portfolio/restructurings/{subject.key}/",
            text=str(refusal),
            by=house,
        )
