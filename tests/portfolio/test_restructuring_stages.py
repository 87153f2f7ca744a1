"""How far a change has come: the table of transitions, days and bodies, and the stage as of a day."""

from datetime import date

import pytest
from django.db import transaction

from statenshus.kernel.errors import Refused
from statenshus.kernel.models import Event
from statenshus.portfolio.models import Restructuring, Stage, StageChange
from statenshus.portfolio.models.restructurings import TRANSITIONS, diagram
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases import restructurings as acts
from tests.portfolio.changes import EFFECTIVE, decide_change, decided, prepared

DAY = date(2023, 1, 31)


def stage_of(change):
    return change.stages.last().stage


def come_to(house, change, stage):
    """Do the act that leads to the stage."""
    by = house.actor()
    if stage == Stage.DECIDED:
        decide_change(change, on=DAY, who="Styret", effective_on=EFFECTIVE, by=by)
    elif stage == Stage.PROPOSED and stage_of(change) == Stage.DECIDED:
        acts.undo_decision(change, on=DAY, by=by)
    else:
        act = {"discussed": acts.discuss, "proposed": acts.propose, "heard": acts.hear, "withdrawn": acts.withdraw}
        act[stage](change, on=DAY, by=by)


def at_stage(house, stage):
    """The house's change, at a stage from which nothing else follows than the table says."""
    change = prepared(house)
    change.stages.all().delete()
    first = Stage.PROPOSED if stage == Stage.DECIDED else stage
    StageChange.objects.create(house=house.house, restructuring=change, stage=first, on=date(2022, 12, 1))
    if stage == Stage.DECIDED:
        come_to(house, change, Stage.DECIDED)
    return change


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.IN_EFFECT])
def test_from_each_stage_come_those_of_the_table_and_no_others(filled, stage):
    change, reached, codes = at_stage(filled, stage), [], set()
    for to in (Stage.DISCUSSED, Stage.PROPOSED, Stage.HEARD, Stage.DECIDED, Stage.WITHDRAWN):
        try:
            with transaction.atomic():
                come_to(filled, change, to)
                reached.append((to, stage_of(change)))
                transaction.set_rollback(True)
        except Refused as refusal:
            codes.add(refusal.code)

    assert codes == {"stage"}
    assert reached == [(to, to) for to in sorted(TRANSITIONS[stage], key=list(Stage).index)]


def test_a_decision_is_not_taken_back_by_proposing(filled):
    change = decided(filled)

    with pytest.raises(Refused) as refused:
        acts.propose(change, on=DAY, by=filled.actor())

    assert refused.value.code == "decided"


def test_only_a_decision_is_undone(filled):
    with pytest.raises(Refused) as refused:
        acts.undo_decision(filled.restructuring, on=DAY, by=filled.actor())

    assert refused.value.code == "stage"


EVERY = [acts.discuss, acts.propose, acts.hear, acts.withdraw, acts.undo_decision]


def before(act):
    """The stage from which the act leads on."""
    return {"discuss": Stage.DRAFT, "propose": Stage.DISCUSSED, "undo_decision": Stage.DECIDED}.get(
        act.__name__, Stage.PROPOSED
    )


@pytest.mark.parametrize("act", EVERY, ids=lambda act: act.__name__)
@pytest.mark.parametrize(("on", "code"), [(date(2023, 2, 1), "future"), (date(2022, 11, 30), "backwards")])
def test_a_stage_comes_neither_in_the_future_nor_before_the_one_it_follows(filled, act, on, code):
    change = at_stage(filled, before(act))

    with pytest.raises(Refused) as refused:
        act(change, on=on, by=filled.actor())

    assert (refused.value.code, refused.value.field) == (code, "on")


@pytest.mark.parametrize("act", EVERY, ids=lambda act: act.__name__)
def test_what_has_taken_effect_stays(filled, act):
    change = decided(filled, effective_on=date(2023, 1, 25))

    with pytest.raises(Refused) as refused:
        act(change, on=DAY, by=filled.actor())

    assert refused.value.code == "in_effect"


@pytest.mark.parametrize("act", EVERY, ids=lambda act: act.__name__)
def test_each_step_keeps_its_day_body_and_note_and_is_recorded_once(filled, act):
    change = at_stage(filled, before(act))

    act(change, on=DAY, body=filled.bodies["steering"], note="Enstemmig", by=filled.actor())

    assert change.stages.order_by("pk").values_list("on", "body__key", "note").last() == (DAY, "steering", "Enstemmig")
    assert Event.objects.in_house(filled.house).filter(act=f"portfolio.{act.__name__}").count() == 1


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2022, 12, 1), "discussed"),
        (date(2023, 1, 14), "discussed"),
        (date(2023, 1, 15), "proposed"),
        (DAY, "proposed"),
    ],
)
def test_the_stage_is_as_of_the_day(filled, day, stage):
    found = Restructuring.objects.in_house(filled.house).staged(day)

    assert [row.stage for row in found] == [stage]


def test_the_day_before_it_was_discussed_there_was_none(filled):
    assert list(Restructuring.objects.in_house(filled.house).staged(date(2022, 11, 30))) == []


def test_it_is_in_effect_from_its_day_on_by_itself(filled):
    decided(filled)

    def stages(day):
        return Restructuring.objects.in_house(filled.house).staged(day).get().stage

    assert [stages(day) for day in (date(2023, 1, 19), date(2023, 1, 20), date(2023, 2, 28), EFFECTIVE)] == [
        "proposed",
        "decided",
        "decided",
        "in_effect",
    ]


@pytest.mark.parametrize("who", ["manager", "chair", "deputy", "member", "commissioner", "admin"])
@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in {Stage.IN_EFFECT, Stage.DECIDED}])
def test_the_list_and_the_rule_agree_on_who_sees_a_change(filled, who, stage):
    change, by = at_stage(filled, stage), filled.actor(who)

    listed = Restructuring.objects.visible_to(by).filter(pk=change.pk).exists()

    hidden = stage in {Stage.DRAFT, Stage.WITHDRAWN} and who not in {"manager", "admin"}
    assert (listed, by.may(rules.see_restructuring, change)) == (not hidden, not hidden)


def test_the_diagram_tells_every_transition():
    told = {line.strip() for line in diagram().splitlines()}

    assert told == {
        "stateDiagram-v2",
        "[*] --> draft",
        "decided --> in_effect: on its day",
        *(f"{stage} --> {to}" for stage, after in TRANSITIONS.items() for to in after),
    }


def test_a_change_comes_from_draft_to_heard_and_is_withdrawn(filled):
    by = filled.actor()
    made = acts.draft_restructuring(title="Færre", on=date(2023, 1, 1), by=by)

    acts.discuss(made, on=date(2023, 1, 2), body=filled.bodies["steering"], by=by)
    acts.propose(made, on=date(2023, 1, 3), by=by)
    acts.hear(made, on=date(2023, 1, 4), note="Ingen merknader", by=by)
    acts.withdraw(made, on=date(2023, 1, 5), by=by)

    assert list(made.stages.values_list("stage", "on")) == [
        ("draft", date(2023, 1, 1)),
        ("discussed", date(2023, 1, 2)),
        ("proposed", date(2023, 1, 3)),
        ("heard", date(2023, 1, 4)),
        ("withdrawn", date(2023, 1, 5)),
    ]
